"""An article set vertically (竖排): columns from right to left, in tiers, a page at a time.

`cells` cuts text into what is set one below the other, `columns` breaks it into columns, `pieces` reads a document,
`pages` places columns and pictures, `paint` paints a page, `view` is the widget.  All places are the document's, so
that marks, found words, selecting and copying are those of the horizontal text.
"""
