"""Exporting issues and articles: reading-machine text, Markdown, an HTML site, EPUB, JSON lines, CSV.

`contents` says and reads what is exported, each form is a module, `export` runs one.
"""
