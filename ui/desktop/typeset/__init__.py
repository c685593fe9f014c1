"""Pages typeset from their articles (重排).

`measure` breaks lines, `pieces` and `story` set an article, `layout` places articles, `paint` paints, `sheet` puts a
page together.
"""

from ui.desktop.typeset.sheet import TypesetPage, typeset_page

__all__ = ["TypesetPage", "typeset_page"]
