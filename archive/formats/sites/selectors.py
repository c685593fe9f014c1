"""Selectors of site definitions: `ul#list a[href] @href ~ /(\\d+)/ | strip_query` compiled once and run on a document.

    where [:nth(n)] [@attribute] [~ /regular expression/] [| transform(argument, …)]…

`where` is CSS, `.` (the element at hand), `xpath:…`, `comment:name/key` (a value in `<!--name <key>…</key>-->`),
`comment:name` (what stands between `<!--name-->` and `<!--/name-->`), `main:` (the part that holds most of the prose),
or `path:` (the file's path).
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec
from lxml import etree

from archive.formats.main_text import main_part
from archive.formats.markup import Element, fragment, text_of
from archive.formats.sites.document import Document, plain
from archive.formats.sites.language import Selectors
from archive.formats.sites.patterns import Pattern
from archive.wording import _

Scope = Sequence[Element]
"""The elements that a selector looks at, each with what is in it."""
Transform = Callable[[str], str]

_PARTS = re.compile(
    r"(?P<where>.*?)(?:\s*~\s*/(?P<pattern>.*)/)?(?P<pipes>(?:\s*\|\s*[a-z_]+(?:\([^()]*\))?)*)\s*",
    re.DOTALL,
)
_PIPE = re.compile(r"\|\s*(?P<name>[a-z_]+)(?:\((?P<arguments>[^()]*)\))?")
_ATTRIBUTE = re.compile(r"(?P<where>.*?)\s*@(?P<attribute>[\w:-]+)", re.DOTALL)
_NTH = re.compile(r"(?P<where>.*):nth\((?P<nth>-?[1-9]\d*)\)", re.DOTALL)
_NAMES = re.compile(r"[.#]([\w-]+)")
_NESTED = re.compile(r"\[[^\]]*\]|\([^()]*\)")
_VIEW = re.compile(r"""view\(\s*(["'])(.*?)\1\s*\)""", re.DOTALL)
_RAW_TEXT = ("script", "style")


class Hit(msgspec.Struct, frozen=True):
    """A value and the element that it comes from (None for what stands in a comment or path)."""

    value: str
    element: Element | None = None


class Selector(msgspec.Struct, frozen=True):
    """One compiled selector.  `names`: classes and ids that a file must hold for it to find anything."""

    find: Callable[[Document, Scope], Iterator[Element | str]]
    names: tuple[str, ...]
    nth: int | None
    attribute: str | None
    pattern: Pattern | None
    transforms: tuple[Transform, ...]
    markup: bool

    @staticmethod
    def compile(text: str) -> Selector:
        """Compile once and remember; `ValueError` says what is wrong."""
        return _compiled(text)

    def elements(self, document: Document, scope: Scope) -> Iterator[Element]:
        """The elements that it finds; with `| html` those that its values are parsed to."""
        if self.markup:
            for hit in self.hits(document, scope):
                root = fragment(f"<div>{_with_breaks(hit.value)}</div>")
                if root is not None:
                    yield root
            return
        for found in self._found(document, scope):
            if not isinstance(found, str):
                yield found

    def hits(self, document: Document, scope: Scope) -> Iterator[Hit]:
        """What it finds as text (lines kept), without what is blank."""
        for found in self._found(document, scope):
            value = found if isinstance(found, str) else self._text(document, found)
            if value and self.pattern is not None:
                value = self.pattern.find(value) or ""
            for transform in self.transforms if value else ():
                value = transform(value)
            if value and not value.isspace():
                yield Hit(value, None if isinstance(found, str) else found)

    def _found(self, document: Document, scope: Scope) -> Iterator[Element | str]:
        for name in self.names:
            if name not in document.text:  # much quicker than asking the tree
                return iter(())
        found = self.find(document, scope)
        if self.nth is None:
            return found
        every = list(found)
        at = self.nth - 1 if self.nth > 0 else self.nth
        return iter(every[at : at + 1 or None])

    def _text(self, document: Document, element: Element) -> str:
        if self.attribute is not None:
            return element.get(self.attribute) or ""
        raw = element.tag in _RAW_TEXT or (document.root.tag == "json" and not len(element))
        return element.text or "" if raw else text_of(element)


def elements(selectors: Selectors, document: Document, scope: Scope) -> list[Element]:
    """The elements that the first of the selectors to find any finds."""
    for text in selectors:
        if found := list(_compiled(text).elements(document, scope)):
            return found
    return []


def all_elements(selectors: Selectors, document: Document, scope: Scope) -> Iterator[Element]:
    """The elements that any of the selectors finds, selector by selector."""
    for text in selectors:
        yield from _compiled(text).elements(document, scope)


def hits(selectors: Selectors, document: Document, scope: Scope) -> Iterator[Hit]:
    """What the selectors find as text, the surest first."""
    for text in selectors:
        yield from _compiled(text).hits(document, scope)


def first(selectors: Selectors, document: Document, scope: Scope) -> Hit | None:
    return next(hits(selectors, document, scope), None)


def value(selectors: Selectors, document: Document, scope: Scope) -> str | None:
    found = first(selectors, document, scope)
    return found.value if found else None


# ── compiling ──────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def compile_transform(text: str) -> Transform:
    """`name` or `name(argument, …)` as a function; `ValueError` for an unknown one."""
    match = _PIPE.fullmatch("|" + text.strip())
    made = _TRANSFORMS.get(match["name"]) if match else None
    if match is None or made is None:
        raise ValueError(_("没有这个变换：{text}").format(text=text))
    arguments = [part.strip() for part in match["arguments"].split(",")] if match["arguments"] else []
    try:
        return made(*arguments)
    except TypeError:
        raise ValueError(_("变换的参数个数不对：{text}").format(text=text)) from None


@cache
def _compiled(text: str) -> Selector:
    parts = _PARTS.fullmatch(text.strip())
    assert parts is not None  # every group may be empty
    where, attribute, nth = parts["where"], None, None
    pipes = [f"{pipe['name']}({pipe['arguments'] or ''})" for pipe in _PIPE.finditer(parts["pipes"])]
    markup = bool(pipes) and pipes[-1] == "html()"
    if not where.startswith(("xpath:", "comment:")):
        if found := _ATTRIBUTE.fullmatch(where):
            where, attribute = found["where"], found["attribute"]
        if found := _NTH.fullmatch(where):
            where, nth = found["where"], int(found["nth"])
    return Selector(
        _finder(where.strip()),
        _names(where),
        nth,
        attribute,
        Pattern.compile(parts["pattern"]) if parts["pattern"] else None,
        tuple(compile_transform(pipe) for pipe in (pipes[:-1] if markup else pipes)),
        markup,
    )


def _finder(where: str) -> Callable[[Document, Scope], Iterator[Element | str]]:
    kind, _colon, rest = where.partition(":")
    if where in ("", "."):
        return lambda _document, scope: iter(scope)
    if where == "main:":
        return _main_parts
    if where == "path:":
        return lambda document, _scope: iter((document.path,))
    if kind == "comment":
        name, _slash, key = rest.partition("/")
        if not name:
            raise ValueError(_("comment: 之后应有注释的名字"))
        if key:
            return lambda document, _scope: iter((document.properties(name).get(key.lower(), ""),))
        return lambda document, _scope: iter(_present(document.between(name)))
    return _run(rest if kind == "xpath" else _css(where))


def _css(where: str) -> str:
    from cssselect import GenericTranslator, SelectorError  # only here: starting the program must not wait for it

    try:
        return GenericTranslator().css_to_xpath(where)
    except SelectorError as error:
        raise ValueError(_("CSS 选择器有误（{error}）").format(error=error)) from error


def _run(path: str) -> Callable[[Document, Scope], Iterator[Element | str]]:
    try:
        compiled = etree.XPath(path)
        compiled(etree.Element("trial"))  # unknown functions and prefixes only show when it runs
    except etree.XPathError as error:
        raise ValueError(_("XPath 有误（{error}）").format(error=error)) from error

    def find(_document: Document, scope: Scope) -> Iterator[Element | str]:
        for element in scope:
            result: object = compiled(element)
            for found in result if isinstance(result, list) else (result,):
                if isinstance(found, etree._Element | str):
                    yield found

    return find


def _main_parts(document: Document, scope: Scope) -> Iterator[Element]:
    if document.root.tag != "json":
        yield from (part for one in scope if (part := main_part(one)) is not None)


def _present(element: Element | None) -> tuple[Element, ...]:
    return () if element is None else (element,)


def _names(where: str) -> tuple[str, ...]:
    if where.startswith(("xpath:", "comment:", "path:", "main:")):
        return ()
    bare = _NESTED.sub("", _NESTED.sub("", where))
    return () if "," in bare else tuple(_NAMES.findall(bare))


# ── transforms ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_breaks(value: str) -> str:
    """Text without markup keeps its lines when it is parsed as markup."""
    return value if "<" in value else value.replace("\n", "<br>")


def _strip_query() -> Transform:
    return lambda text: re.split(r"[?#]", text, maxsplit=1)[0]


def _strip_suffix(*ends: str) -> Transform:
    return lambda text: next((text.removesuffix(end) for end in ends if text.endswith(end)), text)


def _swap_suffix(old: str, new: str) -> Transform:
    return lambda text: text.removesuffix(old) + new if text.endswith(old) else text


def _strip_prefix(*starts: str) -> Transform:
    return _in_name(lambda name: next((name.removeprefix(s) for s in starts if name.startswith(s)), name))


def _strip_stem(*ends: str) -> Transform:
    """Off the end of a file's name before its extension: `01_b.jpg` → `01.jpg`."""

    def strip(name: str) -> str:
        stem, extension = posixpath.splitext(name)
        return next((stem[: -len(e)] + extension for e in ends if stem.lower().endswith(e.lower())), name)

    return _in_name(strip)


def _in_name(change: Transform) -> Transform:
    """A change of a path's last part."""

    def changed(text: str) -> str:
        folder, slash, name = text.rpartition("/")
        return folder + slash + change(name)

    return changed


def _replace(old: str, new: str = "") -> Transform:
    return lambda text: text.replace(old, new)


def _into(template: str) -> Transform:
    """Put the value where `{}` stands: `into(con-{}.html)`."""
    return lambda text: template.replace("{}", text)


def _br_to_space() -> Transform:
    return lambda text: re.sub(r"\s*(?:<br\s*/?>|\n)\s*", " ", text, flags=re.IGNORECASE)


def _view() -> Transform:
    """The headline in `document.write(view("第一行<br>第二行"))`."""
    return lambda text: plain(match[2]) if (match := _VIEW.search(text)) else ""


_TRANSFORMS: dict[str, Callable[..., Transform]] = {
    "strip_query": _strip_query,
    "strip_suffix": _strip_suffix,
    "swap_suffix": _swap_suffix,
    "strip_prefix": _strip_prefix,
    "strip_stem": _strip_stem,
    "replace": _replace,
    "into": _into,
    "br_to_space": _br_to_space,
    "unescape": lambda: html.unescape,
    "view": _view,
    "plain": lambda: plain,
}
