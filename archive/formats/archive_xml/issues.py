"""Issues put together: from a METS file and the pages that it names, or from pages that nothing holds together."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.archive_xml.articles import ItemReader, rest_of_page, typed_articles
from archive.formats.archive_xml.layout import Sheet
from archive.formats.archive_xml.members import Members, stem
from archive.formats.archive_xml.mets import MAX_PAGES, File, PageEntry, Structure, read_mets
from archive.formats.archive_xml.pages import Gathering, Leaf
from archive.formats.base import Hints
from archive.formats.printed.file_names import FileName, read_file_name
from archive.labels import label_order
from archive.model import DraftArticle, DraftIssue, IssueKey, PageRef, PaperKind, PartialDate
from archive.wording import _

_FAIR = 200  # characters outside all articles of METS that are kept as an article of their own
_TIFF = re.compile(r"\.tiff?$", re.IGNORECASE)
_LAST_DAY = re.compile(r"(?:18|19|20)\d\d([-_.]?)\d\d\1\d\d$", re.ASCII)
_LAST_NUMBER = re.compile(r"(?:^|\D)0*([1-9]\d{0,2})$", re.ASCII)


# ── with METS ──────────────────────────────────────────────────────────────────────────────────────────────────────


def mets_issue(members: Members, kinds: Mapping[str, str], member: str, hints: Hints) -> DraftIssue:
    """The issue that a METS file describes; `UnreadableSourceError` when it describes none or is not to be placed."""
    original, data = members.load_text(member)
    structure = read_mets(data)
    where = f"{members.source.name}/{member}" if members.source.is_tree else members.source.name
    if structure is None or not (structure.pages or structure.items):
        raise UnreadableSourceError(where, _("这个 METS 文件里没有写明版面"))
    named = read_file_name(_plain(where))
    key = _key(where, hints, structure.paper or named.paper, structure.date or named.date, structure.edition)
    gathering = Gathering(members, kinds)
    gathering.blobs[member] = original
    if structure.damaged:
        gathering.notes.append(_("{member} 有损坏，读出了能读的部分").format(member=member))
    issue = _MetsPages(gathering, member, structure)
    reader = ItemReader(issue.leaves, issue.texts, issue.places, original.sha256)
    articles = list(reader.read(structure.items))
    gathering.notes += reader.notes()
    for leaf in issue.leaves:
        articles += _others(gathering, leaf)
        leaf.original = leaf.original or original.sha256
    return _draft(key, gathering, issue.leaves, articles, whole=True)


class _MetsPages:
    """The pages of a METS file, opened: in order, by the ids of all their files, by those of the text files read."""

    def __init__(self, gathering: Gathering, member: str, structure: Structure) -> None:
        self._gathering = gathering
        self._member = member
        self._files = structure.files
        self.texts: dict[str, list[Leaf]] = {}
        self.places: dict[str, Leaf] = {}
        self.leaves = [self._leaf(entry) for entry in structure.pages]

    def _leaf(self, entry: PageEntry) -> Leaf:
        leaf = Leaf(entry.ref)
        for name in entry.files:
            self.places.setdefault(name, leaf)
        known = {name: self._files[name] for name in entry.files if name in self._files}
        text = self._text(leaf, known)
        self._show(leaf, {name: file for name, file in known.items() if file.picture}, text)
        for file in known.values():
            if file.document and (found := self._find(file)) and (pdf := self._gathering.keep(found)):
                leaf.document = pdf.sha256
        self._gathering.settle(leaf)
        return leaf

    def _text(self, leaf: Leaf, known: Mapping[str, File]) -> str | None:
        """Open the page's text file; of one that holds several pages the next.  Returns its member."""
        for name, file in known.items():
            if file.picture or file.document:
                continue
            member = self._find(file)
            if member is None:
                self._gathering.miss(file.href)
            elif self._gathering.is_text(member):
                sheets, number = self._gathering.sheets(member), len(self.texts.get(name, ()))
                if number < len(sheets):
                    self._gathering.open(leaf, member, sheets[number])
                    self.texts.setdefault(name, []).append(leaf)
                return member
        return None

    def _show(self, leaf: Leaf, pictures: Mapping[str, File], text: str | None) -> None:
        """The best picture that came along, and a thumbnail; else the one that lies beside the text."""
        came = {name: member for name, file in pictures.items() if (member := self._find(file))}
        best, small = self._choice(came)
        if best is None and text:
            best = self._gathering.members.picture_of(text, leaf.sheet.image)
        if best is None and pictures:
            self._gathering.miss(next(iter(pictures.values())).href)
        leaf.picture_file = next((name for name, member in came.items() if member == best), "")
        self._gathering.show(leaf, best, small)

    def _choice(self, came: Mapping[str, str]) -> tuple[str | None, str | None]:
        """Of a page's pictures the largest, and the smallest as preview; a TIFF only when there is no other."""
        size = self._gathering.members.source.size
        usable = {name: member for name, member in came.items() if not _TIFF.search(member)} or came
        by_size = sorted((not self._files[name].small, size(member), member) for name, member in usable.items())
        return (by_size[-1][-1], by_size[0][-1]) if by_size else (None, None)

    def _find(self, file: File) -> str | None:
        return self._gathering.members.find(self._member, file.href)


# ── without METS ───────────────────────────────────────────────────────────────────────────────────────────────────


def loose_issues(
    members: Members,
    kinds: Mapping[str, str],
    pages: Sequence[str],
    hints: Hints,
    failed: list[UnreadableSourceError],
) -> Iterator[DraftIssue]:
    """Text pages as issues, by the paper and the day in their paths; those without a day folder by folder."""
    groups: defaultdict[tuple[str, str, str], list[tuple[str, FileName]]] = defaultdict(list)
    for member in pages:
        where = f"{members.source.name}/{member}" if members.source.is_tree else members.source.name
        named = read_file_name(_plain(where))
        folder = "" if named.date or hints.values.get("date") else posixpath.dirname(member)
        groups[folder, named.paper or "", str(named.date or "")].append((member, named))
    for group in groups.values():
        try:
            yield _loose_issue(members, kinds, group, hints)
        except UnreadableSourceError as error:
            failed.append(error)


def _loose_issue(
    members: Members, kinds: Mapping[str, str], group: Sequence[tuple[str, FileName]], hints: Hints
) -> DraftIssue:
    gathering = Gathering(members, kinds)
    opened = [
        (member, named, sheet, len(sheets))
        for member, named in group
        for sheets in (gathering.sheets(member),)
        for sheet in sheets
    ][:MAX_PAGES]
    where = members.source.name
    if not opened:
        raise UnreadableSourceError(where, gathering.notes[0] if gathering.notes else _("里面没有版面"))
    first = opened[0]
    said = _said_by_picture(first[2].image)
    key = _key(where, hints, first[1].paper or said.paper, first[1].date or said.date, "")
    code = (first[1] if first[1].paper else said).code
    if code and not hints.values.get("paper"):
        gathering.notes.append(
            _("没有写明报名，暂用文件名中的代号 {code}；可用 --set paper=报名 指定").format(code=key.paper)
        )
    leaves: list[Leaf] = []
    taken: set[str] = set()
    for member, named, sheet, of in opened:
        printed = single.set_pages(where, hints.values) if len(opened) == 1 else ()
        ref = next(iter(printed), None) or _page_ref(member, named, sheet, alone=of == 1)
        if ref is None or ref.label in taken:
            ref = next(made for count in range(1, 10_000) if (made := PageRef(f"{count:02}")).label not in taken)
            gathering.notes.append(
                _("{member} 没有写明版次，或与别的版面相同，暂记为第{label}版").format(member=member, label=ref.label)
            )
        taken.add(ref.label)
        leaf = Leaf(ref)
        gathering.open(leaf, member, sheet)
        gathering.show(leaf, members.picture_of(member, sheet.image))
        gathering.settle(leaf)
        leaves.append(leaf)
    leaves.sort(key=lambda leaf: label_order(leaf.ref.label))
    articles = [article for leaf in leaves for article in _others(gathering, leaf)]
    return _draft(key, gathering, leaves, articles, whole=members.source.is_tree)


def _said_by_picture(image: str) -> FileName:
    """Paper and day in the name of the scanned picture, if it has both: a day alone is that of the scan."""
    said = read_file_name(image.replace("\\", "/").rpartition("/")[2])
    return said if said.paper and said.date else FileName()


def _page_ref(member: str, named: FileName, sheet: Sheet, *, alone: bool) -> PageRef | None:
    """The page by its file's name, if it is `alone` in it, by its own number, or by its folder (`seq-3/ocr.xml`)."""
    if alone and named.pages and not named.pages[0].label.startswith("00"):
        return named.pages[0]
    names = (stem(member) if alone else "", sheet.number, posixpath.basename(posixpath.dirname(member)))
    for name in names:
        if match := _LAST_NUMBER.search(_LAST_DAY.sub("", name)):
            return PageRef(f"{int(match[1]):02}")
    return None


# ── both ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _plain(path: str) -> str:
    """A path whose file has lost all suffixes that say nothing: `…/19850602_03.alto.xml.gz` → `…/19850602_03.x`."""
    folder, slash, _ = path.replace("\\", "/").rpartition("/")
    return f"{folder}{slash}{stem(path)}.xml"


def _key(where: str, hints: Hints, paper: str | None, date: PartialDate | None, edition: str) -> IssueKey:
    """`UnreadableSourceError` when neither source nor user says which paper and day this is."""
    paper = hints.values.get("paper") or paper
    if not paper:
        raise UnreadableSourceError(where, _("没有写明报名，请用 --set paper=报名 指定"))
    date = single.set_date(where, hints.values) or date
    if date is None:
        raise UnreadableSourceError(where, _("没有写明日期，请用 --set date=YYYY-MM-DD 指定"))
    return IssueKey(PaperKind.NEWSPAPER, paper, date, hints.values.get("edition", edition))


def _others(gathering: Gathering, leaf: Leaf) -> Iterator[DraftArticle]:
    """The articles of a page beside those that METS marks out; a note on text that is too little for one."""
    fair = _FAIR if any(leaf.taken) else 0
    yield from typed_articles(leaf)
    rest, characters = rest_of_page(leaf, fair)
    if rest is not None:
        yield rest
    elif characters:
        gathering.notes.append(
            _("第{label}版有 {count} 个字不属于任何稿件，只留在版面文字里").format(
                label=leaf.ref.label, count=characters
            )
        )


def _draft(
    key: IssueKey, gathering: Gathering, leaves: Iterable[Leaf], articles: Iterable[DraftArticle], *, whole: bool
) -> DraftIssue:
    return DraftIssue(
        key,
        pages=tuple(leaf.draft() for leaf in leaves),
        articles=tuple(articles),
        blobs=tuple(gathering.blobs.values()),
        missing=gathering.missing,
        notes=tuple(gathering.notes),
        whole=whole,
    )
