"""Setting printed documents (`reader.printed`) on pages: PDF files, paper, the preview.  Qt, but no window.

`fonts` are the shipped faces, `flow` sets a section as one long column, `pages` cuts it into pages with head and foot,
`pdf` writes them.  The command line imports this room only when a PDF is asked for.
"""
