"""Newspaper sense: what belongs together in an issue, which issues there should be, what papers are called.  Pure."""
