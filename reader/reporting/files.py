"""A report as a file: HTML, Markdown, Word, PDF; whole or not at all."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

from archive.errors import UsageError
from archive.files import replacing
from archive.wording import _
from reader.printed import Press
from reader.reporting.contents import Report
from reader.reporting.described import describe
from reader.reporting.written import markdown

FORMS: Final = ("html", "markdown", "docx", "pdf")
TEXTS: Final = FORMS[:2]
"""Those that can be shown on a terminal."""
SUFFIXES: Final = {".html": "html", ".htm": "html", ".md": "markdown", ".docx": "docx", ".pdf": "pdf"}
"""The form that a file's name asks for."""


def text_of(report: Report, form: str) -> str:
    """The report in one of `TEXTS`."""
    if form == "markdown":
        return markdown(report)
    stream = BytesIO()
    for _step in _press(form)(describe(report), stream):
        pass
    return stream.getvalue().decode()


def write_report(report: Report, form: str, target: Path, press: Press | None = None, *, replace: bool = False) -> None:
    """Write it in one of `FORMS`; a PDF needs a `press`, which only a floor above has.

    Raises:
        UsageError: something has the name already, and it is not to be replaced.
        EnvironmentProblemError: the disk is full or cannot be written.
    """
    if target.exists() and not replace:
        raise UsageError(_("已经有这个文件：{target}").format(target=target))
    with replacing(target) as stream:
        if form == "markdown":
            stream.write(markdown(report).encode())
            return
        for _step in (press or _press(form))(describe(report), stream):
            pass


def _press(form: str) -> Press:
    if form == "docx":
        from reader.printed.word import write_docx  # most commands write no Word

        return write_docx
    from reader.printed.web import write_html

    return write_html
