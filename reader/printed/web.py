"""A printed document as one HTML file: opens offline, pictures and data inside, nothing that loads or runs."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape
from typing import BinaryIO, Final, assert_never

from archive.progress import Progress
from archive.wording import N_, _
from reader.exporting.markup import clean, style_sheet
from reader.exporting.pictures import Picture
from reader.printed.document import Aside, Document, Grid, Image, Part, Rule, Title, Tone, Words

WRITING: Final = N_("写出网页")
DATA_ID: Final = "dianzibao-data"
"""The id of the element that holds a document's data."""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_KINDS: Final = {".jpg": "image/jpeg", ".png": "image/png", ".gif": "image/gif"}

Address = Callable[[Picture], str]
"""Where a picture lies, as `src` wants it."""


def write_html(document: Document, stream: BinaryIO) -> Iterator[Progress]:
    """Write it whole; a step for each section."""

    def say(text: str) -> None:
        stream.write(clean(text).encode())

    title = escape(document.title)
    say(
        f'<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<meta name="color-scheme" content="light dark"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n<title>{title}</title>\n<style>\n'
    )
    stream.write(style_sheet("printed.css"))
    say(f"</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n")
    say("".join(f'<p class="fact">{escape(line)}</p>\n' for line in document.about))
    say("</header>\n")
    if document.contents:
        contents = _("目录")
        rows = (
            f'<li class="level{entry.level}"><a href="#t{number}">{escape(entry.text)}</a></li>\n'
            for number, entry in enumerate(document.listed, 1)
        )
        say(f'<nav aria-label="{contents}"><h2>{contents}</h2><ol>\n{"".join(rows)}</ol></nav>\n')
    say("<main>\n")
    markup = Markup(inline)
    for number, section in enumerate(document.sections):
        yield Progress(_(WRITING), number, len(document.sections))
        say("<section>\n")
        for part in section.parts:
            say(markup.part(part))
        say("</section>\n")
    say("</main>\n")
    if document.footer:
        say(f'<footer class="fact">{escape(document.footer)}</footer>\n')
    if document.data:
        say(f'<script type="application/json" id="{DATA_ID}">')
        stream.write(document.data.replace(b"<", b"\\u003c"))  # within strings only: JSON has no other place for it
        say("</script>\n")
    say("</body>\n</html>\n")


def inline(picture: Picture) -> str:
    """The picture itself as its address."""
    return f"data:{_KINDS[picture.suffix]};base64,{b64encode(picture.data).decode()}"


class Markup:
    """Parts as HTML that is well-formed XML, too; titles that are listed are numbered from 1 (`id="t1"`)."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self.titles = 0

    def part(self, part: Part) -> str:
        match part:
            case Words():
                return _words(part)
            case Title():
                return self._title(part)
            case Image():
                return self._image(part)
            case Grid():
                return _grid(part)
            case Aside():
                inner = "".join(_words(words) for words in part.parts)
                return f'<div class="aside"><div>{inner}</div>{self._image(part.image)}</div>\n'
            case Rule():
                return "<hr/>\n"
            case _:
                assert_never(part)

    def _title(self, title: Title) -> str:
        listed = title.listed and title.level < 3
        self.titles += listed
        place = f' id="t{self.titles}"' if listed else ""
        kicker = f'<p class="kicker">{escape(title.kicker)}</p>\n' if title.kicker else ""
        subtitle = f'<p class="subtitle">{escape(title.subtitle)}</p>\n' if title.subtitle else ""
        level = title.level + 1
        return f"{kicker}<h{level}{place}>{escape(title.text)}</h{level}>\n{subtitle}"

    def _image(self, image: Image) -> str:
        picture = image.load()
        caption = f"<figcaption>{escape(image.caption)}</figcaption>" if image.caption else ""
        if picture is None:
            return f"<figure>{caption}</figure>\n" if caption else ""
        size = f'width="{picture.width}" height="{picture.height}"'
        shown = f'<img src="{self._address(picture)}" {size} alt="{escape(image.alt)}"/>'
        return f'<figure style="max-width:{image.share:.0%}">{shown}{caption}</figure>\n'


def _words(words: Words) -> str:
    tag = "blockquote" if words.tone is Tone.QUOTE else "p"
    parts, at = [], 0
    for start, end in sorted(words.marks):
        if start >= at:
            parts += [escape(words.text[at:start]), f"<mark>{escape(words.text[start:end])}</mark>"]
            at = end
    parts.append(escape(words.text[at:]))
    inner = "".join(parts).replace("\n", "<br/>")
    return f'<{tag} class="{words.tone}">{inner}</{tag}>\n'


def _grid(grid: Grid) -> str:
    rows = []
    for number, row in enumerate(grid.rows):
        tag = "th" if grid.head and number == 0 else "td"
        rows.append(f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in row)}</tr>")
    return f"<table>{''.join(rows)}</table>\n" if rows else ""
