"""Text that is recognised: on scans, on PDFs without text, with the real engine and without any."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from invented_pages import FRONT, Sheet, check_boxes, make_pdf, picture, tree
from PIL import Image

from archive.errors import UnsupportedSourceError
from archive.formats.base import Hints
from archive.formats.printed.pdf import Pdf
from archive.formats.printed.scans import Scans
from archive.model import Certainty, Word

ROOT = Path(__file__).resolve().parents[2]


class Reader:
    """A recogniser that finds two columns, row by row as engines do, below a headline."""

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        rows = [(f"左栏第{row}行的字，", f"右栏第{row}行的字，", 0.3 + 0.1 * row) for row in range(3)]
        return (
            Word("渡口重开", 0.1, 0.05, 0.9, 0.2),
            *(
                Word(text, left, top, left + 0.4, top + 0.05)
                for one, other, top in rows
                for text, left in ((one, 0.05), (other, 0.55))
            ),
        )


def test_recognised_scans_and_textless_pdfs(golden: Any) -> None:
    scan = tree(golden, {"临岚日报/1985-06-02/01.png": picture(600, 600)})
    [draft] = Scans(lambda name: Reader()).read(scan, Hints(recognise=True))
    [page] = draft.pages
    [article] = draft.articles
    assert page.recognised
    assert article.certainty is Certainty.RECOGNISED
    assert article.content.title == "渡口重开"
    text = "".join(article.content.texts())
    assert text.index("左栏第2") < text.index("右栏第0")
    check_boxes(draft)
    source = golden.one_file(make_pdf(Sheet([]), FRONT), "临岚日报2025123001.pdf")
    [draft] = Pdf(lambda name: Reader()).read(source, Hints(recognise=True))
    assert [page.recognised for page in draft.pages] == [True, False]
    [draft] = Pdf(lambda name: Reader()).read(source, Hints())
    assert not any(page.recognised for page in draft.pages)


def test_without_the_engine_a_sentence(golden: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    scan = tree(golden, {"临岚日报/1985-06-02/01.png": picture()})
    with pytest.raises(UnsupportedSourceError, match=r"dianzibao\[ocr\]"):
        list(Scans().read(scan, Hints(recognise=True)))


def test_the_real_engine(golden: Any) -> None:
    """In a process of its own: the engine's libraries warn and start threads."""
    if importlib.util.find_spec("rapidocr_onnxruntime") is None:
        pytest.skip("the extra `ocr` is not installed")
    page = ROOT / "resources/samples/llrb/images/2026-03/02/01/LLRB2026030201.jpg"
    if not page.exists():
        pytest.skip("resources/samples is not built")
    code = (
        "import sys; from PIL import Image; from archive.formats.printed.recognition import installed, recognise;"
        "text = recognise(installed('x'), Image.open(sys.argv[1]));"
        "print(sum(len(line.text) for line in text.lines))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(page)], capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(done.stdout.split()[-1]) > 100
