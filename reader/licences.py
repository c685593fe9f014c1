"""What the program is made of and by whose leave: Qt, fonts, word lists, every package that it needs to run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from typing import Final

import msgspec

from archive.wording import N_, _

_LICENCE_FILE: Final = re.compile(
    r"\.dist-info/(licen[cs]es/(?!authors)|(licen[cs]e|copying|notice)[^/]*$)", re.IGNORECASE
)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CODE: Final = (".py", ".pyc", ".pyi")
_OURS: Final = (
    (N_("思源宋体、思源黑体（子集）"), "OFL-1.1", "https://github.com/adobe-fonts", ("fonts/OFL.txt",)),
    (N_("OpenCC 字表"), "Apache-2.0", "https://github.com/BYVoid/OpenCC", ("folding/LICENSE-OpenCC.txt",)),
    (N_("词表"), "", "", ("words/LICENSES.txt",)),
)
_QT: Final = ("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt")
"""The wheels of PySide6 come without the texts of their licences; that of the LGPL builds on the GPL's."""


class Component(msgspec.Struct, frozen=True):
    """A part: `licence` as its maker names it (SPDX where they do), `text` of it where it came along."""

    name: str
    version: str
    licence: str
    home: str
    text: str


def components() -> list[Component]:
    """Qt first, then fonts and word lists, then the packages by name."""
    packages = [_component(found) for found in sorted(needed(), key=_named)]
    qt = [one for one in packages if _is_qt(one.name)]
    ours = [Component(_(name), "", licence, home, _resources(texts)) for name, licence, home, texts in _OURS]
    return [*qt, *ours, *(one for one in packages if not _is_qt(one.name))]


def needed(root: str = "dianzibao") -> Iterator[Distribution]:
    """The distributions that this one needs to run, each once, without itself; those for other systems are not here."""
    seen, ahead = {root}, [root]
    while ahead:
        try:
            found = distribution(ahead.pop())
        except PackageNotFoundError:
            continue
        if _named(found) != root:
            yield found
        for line in found.requires or ():
            name, extra = _NAME.match(line), "extra ==" in line
            if name and not extra and (key := _key(name.group())) not in seen:
                seen.add(key)
                ahead.append(key)


def licence_of(found: Distribution) -> str:
    """Its SPDX expression, else what its maker wrote, else its classifiers."""
    metadata = found.metadata
    said = next((metadata[name] for name in ("License-Expression", "License") if metadata[name]), "")
    if said and "\n" not in said and len(said) < 120:
        return said
    classifiers = [line for line in metadata.get_all("Classifier") or () if line.startswith("License ::")]
    return "；".join(line.rpartition(":: ")[2] for line in classifiers)


def _component(found: Distribution) -> Component:
    metadata = found.metadata
    urls = dict(line.split(", ", 1) for line in metadata.get_all("Project-URL") or () if ", " in line)
    home = metadata["Home-page"] or next(iter(urls.values()), "")
    text = _resources(_QT) if _is_qt(_named(found)) else "\n\n".join(_texts(found))
    return Component(metadata["Name"], found.version, licence_of(found), home, text)


def _texts(found: Distribution) -> Iterator[str]:
    for path in found.files or ():
        name = path.as_posix()
        if _LICENCE_FILE.search(name) and not name.endswith(_CODE):
            try:
                yield path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue


def _resources(names: tuple[str, ...]) -> str:
    return "\n\n".join((files("resources") / name).read_text(encoding="utf-8") for name in names)


def _is_qt(name: str) -> bool:
    return _key(name).startswith(("pyside6", "shiboken6"))


def _named(found: Distribution) -> str:
    return _key(found.metadata["Name"])


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
