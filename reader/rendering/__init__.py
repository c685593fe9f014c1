"""An article in the forms people take away: plain text, HTML, Markdown, reading-machine text."""

from reader.rendering.html import render_html
from reader.rendering.machine import render_machine_text
from reader.rendering.markdown import render_markdown
from reader.rendering.text import render_text

__all__ = ["render_html", "render_machine_text", "render_markdown", "render_text"]
