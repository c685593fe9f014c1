"""Pictures for the README and the guide: screens of `looks_screens`, each in the look that suits it.

Writes docs/screenshots/*.png; works without a display.  The archive and the settings live in a temporary folder.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Final

from looks import archives
from looks_pictures import composed, save_small
from looks_screens import SCREENS, shown
from looks_stage import Combination, Stage
from offscreen import ROOT

from ui.desktop.app import make_application

OUT: Final = ROOT / "docs" / "screenshots"
WIDE, UPRIGHT = (1280, 800), (1080, 1920)
PICTURES: Final = {
    "reading-light": ("reading", Combination(WIDE, "light", "zh")),
    "search-light": ("results", Combination(WIDE, "light", "zh")),
    "upright-dark": ("weekly", Combination(UPRIGHT, "dark", "zh")),
    "marks": ("marks", Combination(WIDE, "light", "zh")),
    "vertical": ("vertical", Combination(WIDE, "sepia", "zh")),
    "contrast": ("reading", Combination(WIDE, "contrast", "zh")),
    "page-spread": ("page-spread", Combination(WIDE, "light", "zh")),
    "page-typeset": ("page-typeset", Combination(WIDE, "light", "zh")),
    "trends": ("trends", Combination(WIDE, "light", "zh")),
    "clippings": ("clippings", Combination(WIDE, "light", "zh")),
    "reprints": ("reprints", Combination(WIDE, "light", "zh")),
    "wall": ("wall", Combination(WIDE, "light", "zh")),
    "saved": ("saved", Combination(WIDE, "sepia", "zh")),
}
"""Name of the file: which screen, in which look."""
IN_ENGLISH: Final = ("reading-light", "vertical", "marks", "clippings", "search-light", "saved", "trends", "wall")
"""Those of the guide: they are in the English one, too."""
PICTURES.update({f"{name}-en": (PICTURES[name][0], replace(PICTURES[name][1], language="en")) for name in IN_ENGLISH})


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        if old.stem not in PICTURES:
            old.unlink()
    make_application()
    with archives() as (library, _empty):
        for name, (screen, look) in PICTURES.items():
            stage = Stage(library, look, SCREENS[screen].settings)
            try:
                shown(stage, SCREENS[screen])
                path = OUT / f"{name}.png"
                save_small(composed(stage.window), path)
            finally:
                stage.close()
            sys.stdout.write(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
