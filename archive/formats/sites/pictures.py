"""A picture's size from its header, never decoding it."""

from __future__ import annotations

import io
import warnings


def natural_size(data: bytes) -> tuple[float, float] | None:
    """Width and height in pixels; None for what Pillow does not open or deems a bomb."""
    from PIL import Image  # only here: most starts of the program measure no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as image:
                return float(image.width), float(image.height)
    except Exception:  # Pillow's readers raise anything at all on a broken file; then it has no size
        return None
