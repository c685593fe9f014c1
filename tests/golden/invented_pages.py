"""PDFs and scans of a paper that we invented, written here (with a font that pdfium knows), and what tests read of them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, settings
from PIL import Image

from archive.formats.base import Hints
from archive.model import DraftIssue

MARGIN = (20, 560, 10, "临岚日报　2025年12月30日 星期二　第01版 要闻")
HEADLINE = (20, 500, 28, "渡口重开")
BODY = [
    (20, 480, 10, "　　临岚江上的渡口昨日重新开"),
    (20, 465, 10, "放，首班船载客三十二人，其中"),
    (20, 450, 10, "多数是去对岸赶集的菜农。"),
    (20, 435, 10, "　　船工说，江水比去年高。"),
]

Text = tuple[float, float, float, str]


@dataclass
class Sheet:
    """A page of a PDF: texts with their place (points, y up) and size; `rotate` as in the file, `vertical` writing."""

    texts: list[Text]
    width: float = 400
    height: float = 600
    rotate: int = 0
    vertical: bool = False


def make_pdf(*sheets: Sheet, bookmarks: dict[int, str] | None = None, title: str = "") -> bytes:
    objects: list[bytes] = [b"", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    cid = add(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]>>"
    )
    fonts = b"".join(
        b"/%s %d 0 R "
        % (
            name,
            add(
                b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-%s/DescendantFonts[%d 0 R]>>"
                % (name, cid)
            ),
        )
        for name in (b"H", b"V")
    )
    pages = []
    for sheet in sheets:
        font = b"V" if sheet.vertical else b"H"
        content = b"".join(
            b"BT /%s %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n" % (font, size, x, y, text.encode("utf-16-be").hex().encode())
            for x, y, size, text in sheet.texts
        )
        stream = add(b"<</Length %d>>stream\n%sendstream" % (len(content), content))
        pages.append(
            add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Resources<</Font<<%s>>>>/Contents %d 0 R>>"
                % (sheet.width, sheet.height, sheet.rotate, fonts, stream)
            )
        )
    outline = len(objects) + 1
    marks = list((bookmarks or {}).items())
    add(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (outline + 1, outline + len(marks), len(marks)))
    for number, (page, name) in enumerate(marks):
        following = b"/Next %d 0 R" % (outline + number + 2) if number + 1 < len(marks) else b""
        add(b"<</Title <%s>/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>" % (wide(name), outline, pages[page], following))
    info = add(b"<</Title <%s>>>" % wide(title))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % (b"/Outlines %d 0 R" % outline if marks else b"")
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % page for page in pages))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, info, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def wide(text: str) -> bytes:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()


def picture(width: int = 60, height: int = 90, form: str = "PNG", frames: int = 1, shade: int = 200) -> bytes:
    out = io.BytesIO()
    images = [Image.new("L", (width, height), shade + number) for number in range(frames)]
    if frames > 1:
        images[0].save(out, form, save_all=True, append_images=images[1:])
    else:
        images[0].save(out, form)
    return out.getvalue()


FRONT = Sheet([MARGIN, HEADLINE, *BODY])


def read(golden: Any, name: str, data: bytes, hints: Hints | None = None) -> DraftIssue:
    [draft] = golden.read_all(golden.one_file(data, name), hints, "pdf")
    return draft


def tree(golden: Any, files: dict[str, bytes], name: str = "档案") -> Any:
    return golden.Source(files, name, is_tree=True)


def check_boxes(draft: DraftIssue) -> None:
    for page in draft.pages:
        for word in page.words:
            assert 0 <= word.left <= word.right <= 1
            assert 0 <= word.top <= word.bottom <= 1
    for article in draft.articles:
        for zone in article.zones:
            assert all(0 <= part <= 1 for point in zone.polygon for part in point)


quick = settings(max_examples=60, suppress_health_check=list(HealthCheck))
