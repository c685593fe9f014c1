"""The pages of an issue in the order of its own list: which file, or which part of a list, shows each of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

import msgspec

from archive import wording
from archive.formats.sites.page import PageEntry, PageFile
from archive.formats.tree import Tree, shown
from archive.labels import label_order
from archive.model import PageRef
from archive.wording import _

_INDEX = re.compile(r"(?:^|/)index\.\w+$", re.IGNORECASE)


class PageOrder(msgspec.Struct):
    """Pages with their labels, no label twice.

    `lists`: files that only list pages or repeat one.  `missing`: pages that are spoken of and did not come along.
    """

    pages: list[tuple[PageFile, PageRef]] = msgspec.field(default_factory=list)
    lists: list[str] = msgspec.field(default_factory=list)
    missing: list[str] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)


class _Slot(msgspec.Struct):
    """A place in the list: who lists it, and the page file that stands there."""

    holder: PageFile
    entry: PageEntry
    file: PageFile | None

    def page(self) -> PageFile | None:
        """What shows the page: its file, or the list itself; None where neither does."""
        page = self.file
        if page is None and _is_shown(self.entry):
            page = PageFile(self.holder.member, self.holder.document, self.entry.parts, self.entry.ref)
        if page is not None:
            page.parts.fill(self.entry.parts)
        return page


def in_order(tree: Tree, pages: list[PageFile], same_issue: Callable[[str], bool]) -> PageOrder:
    """Pages as their own list orders them; a page that no list names comes after, by label."""
    order = PageOrder()
    slots = _slots(tree, pages)
    loose = _without_places(slots, pages)
    order.missing = [
        shown(slot.entry.path)
        for slot in slots
        if slot.file is None and slot.entry.path is not None and same_issue(slot.entry.path)
    ]
    listed = [(page, _ref(page, slot.entry)) for slot in slots if (page := slot.page()) is not None]
    known = [(page, _targets(tree, page)) for page, _ in listed]
    extra: list[PageFile] = []
    for page in loose:
        if _only_lists(page) or any(_repeats(tree, page, other, targets) for other, targets in known):
            order.lists.append(page.member)
        else:
            extra.append(page)
    if slots and extra:
        order.notes.append(_("版面目录里没有列出：{names}").format(names=wording.listed(page.member for page in extra)))
    labelled = _labelled([*listed, *((page, page.ref) for page in extra)], order.notes)
    unlisted = sorted(labelled[len(listed) :], key=lambda one: (label_order(one[1].label), one[0].member))
    order.pages = [*labelled[: len(listed)], *unlisted]
    return order


def _slots(tree: Tree, pages: list[PageFile]) -> list[_Slot]:
    """The places of the pages' lists, each once; one without an address is that of its label in another list."""
    by_member = {page.member: page for page in pages}
    entries = [(page, entry) for page in pages for entry in page.entries]
    entries.sort(key=lambda one: one[1].path is None)
    slots: list[_Slot] = []
    by_path: dict[str, _Slot] = {}
    by_label: dict[str, _Slot] = {}
    for holder, entry in entries:
        member = tree.find(holder.member, entry.path)
        path = member or entry.path
        known = by_path.get(path) if path else by_label.get(entry.ref.label)
        if known is not None and (path or known.holder is not holder):
            known.entry.parts.fill(entry.parts)
            continue
        slot = _Slot(holder, entry, by_member.get(member or ""))
        slots.append(slot)
        by_label.setdefault(entry.ref.label, slot)
        if path:
            by_path[path] = slot
    return slots


def _without_places(slots: list[_Slot], pages: list[PageFile]) -> list[PageFile]:
    """Give files under other names than their list's the places that they belong to; the files that have none."""
    placed = {slot.file.member for slot in slots if slot.file is not None}
    loose = [page for page in pages if page.member not in placed]
    for number, slot in enumerate(slots):
        if slot.file is None and slot.entry.path is not None:
            slot.file = next((page for page in loose if _stands_for(page, slot.entry, first=not number)), None)
            if slot.file is not None:
                loose.remove(slot.file)
    return loose


def _stands_for(page: PageFile, entry: PageEntry, *, first: bool) -> bool:
    """Is it that page under another name: by its label, by its zones, or as the index that shows the first one?"""
    if not page.parts:
        return False
    if page.ref is not None:
        return page.ref.label == entry.ref.label
    zones = {area.path for area in page.parts.areas}
    return not zones.isdisjoint(entry.parts.targets()) or (first and _INDEX.search(page.member) is not None)


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
            notes.append(_("{member} 没有写明版次，暂记为第{label}版").format(member=page.member, label=ref.label))
        elif printed.label in taken:
            ref = PageRef(_another(printed.label, taken), printed.name)
            notes.append(
                _("不止一个版面写作第{label}版，{member} 暂记为第{other}版").format(
                    label=printed.label, member=page.member, other=ref.label
                )
            )
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
