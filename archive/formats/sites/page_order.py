"""The pages of an issue in the order of its own list: which file, or which part of a list, shows each of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from archive.formats.sites.page import PageEntry, PageFile
from archive.formats.tree import Tree, shown
from archive.labels import label_order
from archive.model import PageRef

_INDEX = re.compile(r"(?:^|/)index\.\w+$", re.IGNORECASE)


@dataclass(slots=True)
class PageOrder:
    """Pages with their labels, no label twice.

    `lists`: files that only list pages or repeat one.  `missing`: pages that are spoken of and did not come along.
    """

    pages: list[tuple[PageFile, PageRef]] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Slot:
    """A place in the list: who lists it, and the page that stands there."""

    holder: PageFile
    entry: PageEntry
    page: PageFile | None


def in_order(tree: Tree, pages: list[PageFile], same_issue: Callable[[str], bool]) -> PageOrder:
    """Pages as their own list orders them; a page that no list names comes after, by label."""
    order = PageOrder()
    slots = _slots(tree, pages)
    loose = {page.member: page for page in pages}
    for slot in slots:
        if slot.page is not None:
            loose.pop(slot.page.member, None)
    for number, slot in enumerate(slots):
        entry = slot.entry
        if slot.page is None and (stand_in := _stand_in(entry, loose, first=not number)) is not None:
            slot.page = loose.pop(stand_in.member)
        elif slot.page is None:
            if entry.path is not None and same_issue(entry.path):
                order.missing.append(shown(entry.path))
            if _is_shown(entry):
                slot.page = PageFile(slot.holder.member, slot.holder.document, entry.parts, entry.ref)
        if slot.page is not None:
            slot.page.parts.fill(entry.parts)
    listed = [(slot.page, _ref(slot.page, slot.entry)) for slot in slots if slot.page is not None]
    known = [(page, _targets(tree, page)) for page, _ in listed]
    extra: list[PageFile] = []
    for page in loose.values():
        if _only_lists(page) or any(_repeats(tree, page, other, targets) for other, targets in known):
            order.lists.append(page.member)
        else:
            extra.append(page)
    if slots and extra:
        order.notes.append("版面目录里没有列出：" + "、".join(page.member for page in extra))
    labelled = _labelled([*listed, *((page, page.ref) for page in extra)], order.notes)
    unlisted = sorted(labelled[len(listed) :], key=lambda one: (label_order(one[1].label), one[0].member))
    order.pages = [*labelled[: len(listed)], *unlisted]
    return order


def _slots(tree: Tree, pages: list[PageFile]) -> list[_Slot]:
    """The places of the pages' lists, each once; one without an address is the same as another with its label."""
    by_member = {page.member: page for page in pages}
    entries = [(page, entry) for page in pages for entry in page.entries]
    entries.sort(key=lambda one: one[1].path is None)
    slots: dict[str, _Slot] = {}
    by_label: dict[str, _Slot] = {}
    for holder, entry in entries:
        member = tree.find(holder.member, entry.path)
        key = member or entry.path
        known = slots.get(key) if key else by_label.get(entry.ref.label)
        if known is None:
            known = _Slot(holder, entry, by_member.get(member or ""))
            slots[key or f"#{entry.ref.label}"] = by_label[entry.ref.label] = known
        elif known.entry is not entry:
            known.entry.parts.fill(entry.parts)
    return list(slots.values())


def _stand_in(entry: PageEntry, loose: dict[str, PageFile], *, first: bool) -> PageFile | None:
    """A page file under another name than its list gives it: an index that shows the first page."""
    for page in loose.values() if entry.path is not None else ():
        label = page.ref.label if page.ref else (entry.ref.label if first and _INDEX.search(page.member) else None)
        if page.parts and label == entry.ref.label:
            return page
    return None


def _ref(page: PageFile, entry: PageEntry) -> PageRef:
    """What the page says of itself, with the name that the list gives it."""
    own = page.ref
    return entry.ref if own is None or (own.name is None and own.label == entry.ref.label) else own


def _only_lists(page: PageFile) -> bool:
    """A file that lists pages and is none itself."""
    return any(_is_shown(entry) for entry in page.entries) or (bool(page.entries) and not page.parts)


def _is_shown(entry: PageEntry) -> bool:
    """Is what stands on the page shown by the list itself, or nowhere else?"""
    return bool(entry.parts) or entry.path is None


def _repeats(tree: Tree, page: PageFile, other: PageFile, targets: set[str]) -> bool:
    """Does a page show nothing but what another of that label does (`index.htm` beside `page_01.htm`)?"""
    if page.ref is not None and other.ref is not None and page.ref.label != other.ref.label:
        return False
    own = _targets(tree, page)
    return bool(own) and own <= targets


def _targets(tree: Tree, page: PageFile) -> set[str]:
    return {tree.find(page.member, path) or path for path in page.parts.targets()}


def _labelled(pages: list[tuple[PageFile, PageRef | None]], notes: list[str]) -> list[tuple[PageFile, PageRef]]:
    """Every page with a label of its own."""
    free = _free_labels({ref.label for _, ref in pages if ref})
    taken: set[str] = set()
    labelled: list[tuple[PageFile, PageRef]] = []
    for page, printed in pages:
        if printed is None:
            ref = PageRef(next(free))
            notes.append(f"{page.member} 没有写明版次，暂记为第{ref.label}版")
        elif printed.label in taken:
            ref = PageRef(_another(printed.label, taken), printed.name)
            notes.append(f"不止一个版面写作第{printed.label}版，{page.member} 暂记为第{ref.label}版")
        else:
            ref = printed
        taken.add(ref.label)
        labelled.append((page, ref))
    return labelled


def _free_labels(taken: set[str]) -> Iterator[str]:
    return (label for number in itertools.count(1) if (label := f"{number:02}") not in taken)


def _another(label: str, taken: set[str]) -> str:
    """`03` → `03B`, `03C` …: the repeated label stays canonical."""
    letters = (f"{label}{chr(code)}" for code in range(ord("B"), ord("Z") + 1))
    return next((name for name in letters if name not in taken), f"{label}-{len(taken) + 1}")
