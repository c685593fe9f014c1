"""What comes in: one module or package a family of sources, `registry` their order, `base` what a format is.

`texts`, `web`, `tables`, `office`, `printed` (pages with places: PDF, OFD, scans), `sites` (e-papers by definitions)
and `archive_xml` hold formats; the modules beside them are what several of them share.
"""
