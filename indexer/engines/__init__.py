"""Engines: the protocol in `base`, the order of hits in `ranking`, and the engines themselves, imported when needed."""
