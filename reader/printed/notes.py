"""A printed document as Markdown, its pictures in files beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, assert_never

from archive.wording import _
from reader.exporting.pictures import Picture
from reader.printed.document import Aside, Document, Grid, Image, Part, Rule, Title, Tone, Words
from reader.rendering.markdown import escaped

_QUOTED: Final = (Tone.QUOTE, Tone.NOTE)


def markdown(document: Document, keep: Callable[[Picture], str]) -> Iterator[str]:
    """The document in pieces, one for each section and one before them; `keep` keeps a picture and says its address."""
    lines = [f"# {escaped(document.title)}", *(escaped(line) for line in document.about)]
    if document.contents:
        lines += [
            "## " + _("目录"),
            "\n".join(f"{'  ' * (entry.level - 1)}- {escaped(entry.text)}" for entry in document.listed),
        ]
    yield "\n\n".join(lines) + "\n"
    for section in document.sections:
        yield "\n" + "\n\n".join(filter(None, (_part(part, keep) for part in section.parts))) + "\n"


def _part(part: Part, keep: Callable[[Picture], str]) -> str:
    match part:
        case Words():
            return _words(part)
        case Title(text=text, level=level, kicker=kicker, subtitle=subtitle):
            above, below = (f"*{escaped(kicker)}*" if kicker else ""), (f"**{escaped(subtitle)}**" if subtitle else "")
            return "\n\n".join(filter(None, (above, f"{'#' * (level + 1)} {escaped(text)}", below)))
        case Image():
            return _image(part, keep)
        case Grid():
            return _grid(part)
        case Aside():
            return "\n\n".join(filter(None, (*(_words(words) for words in part.parts), _image(part.image, keep))))
        case Rule():
            return "---"
        case _:
            assert_never(part)


def _words(words: Words) -> str:
    text = escaped(words.text)
    if words.tone is Tone.SUM:
        value = words.text.split()[-1].rpartition("：")[2]
        return f"{escaped(words.text.removesuffix(value))}`{value}`"
    return "\n".join(f"> {line}" for line in text.splitlines()) if words.tone in _QUOTED else text


def _image(image: Image, keep: Callable[[Picture], str]) -> str:
    picture = image.load()
    shown = f"![{escaped(image.alt)}](<{keep(picture)}>)" if picture else ""
    return "\n\n".join(filter(None, (shown, escaped(image.caption) if image.caption else "")))


def _grid(grid: Grid) -> str:
    width = max((len(row) for row in grid.rows), default=0)
    if not width:
        return ""
    rows = [[*(escaped(cell).replace("\n", " ") for cell in row), *[""] * (width - len(row))] for row in grid.rows]
    rows = rows if grid.head else [[""] * width, *rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
