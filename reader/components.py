"""Parts of the program that are installed apart, and whether they are there."""

from __future__ import annotations

from importlib.util import find_spec


def has_recognition() -> bool:
    """Can pictures of text be read (the extra `ocr`)?"""
    return find_spec("rapidocr_onnxruntime") is not None
