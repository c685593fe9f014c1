"""A drawing child for which files that begin with `trial` are poison; the next word says how.  Run by `test_drawing`."""

from __future__ import annotations

import os
import sys
import time
from itertools import count

from archive.drawing import child, messages
from archive.drawing.pixels import WHOLE, Measured, Pixels, Raster, Region, Sight


class Hostile(Pixels):
    def measure(self, sight: Sight) -> Measured:
        found = trial(sight)
        return found if isinstance(found, Measured) else super().measure(sight)

    def render(self, sight: Sight, width: int, region: Region = WHOLE) -> Raster:
        return Raster(1, 1, b"\0\0\0") if trial(sight) else super().render(sight, width, region)

    def preview(self, sight: Sight) -> Raster:
        return Raster(1, 1, b"\0\0\0") if trial(sight) else super().preview(sight)


def trial(sight: Sight) -> Measured | None:
    if not sight.path.is_file():
        return None
    word, _, what = sight.path.read_bytes()[:40].partition(b" ")
    if word != b"trial":
        return None
    match what.decode():
        case "crash":
            os.abort()
        case "leave":
            os._exit(7)
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "eat":
            held = [bytearray(1 << 24) for _ in count()]
            return Measured(len(held), 1, slow=False)
        case "huge":
            messages.encode = lambda _: encode(messages.Drawn(1 << 20, 1 << 20))
        case "forge":
            messages.encode = lambda _: encode(messages.Drawn(-1, 0))
        case "pid":
            return Measured(os.getpid(), 1, slow=False)
    return Measured(1, 1, slow=False)


encode = messages.encode


if __name__ == "__main__":
    if sys.argv[1:] == ["broken"]:
        sys.exit(9)
    child.Pixels = Hostile
    child.main()
