"""Builds resources/samples: two invented papers, drawn, typeset and published as Founder sites would.

Texts lie in scripts/samples/*.toml. Nothing is fetched; the same machine gives the same bytes each time.
    QT_QPA_PLATFORM=offscreen python scripts/build_samples.py [--check] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QImageWriter
from samples import amuc, classic
from samples.checks import check
from samples.pages import Sheet, typeset
from samples.pictures_islands import scene
from samples.texts import Issue, load_issues

ROOT = Path(__file__).resolve().parents[1]
SHOWN = 0.9  # pages are set at 1200 pixels and published at 1080


def load_fonts() -> None:
    for path in sorted((ROOT / "resources" / "fonts").glob("*.otf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"font not loaded: {path}")


def save_jpeg(image: QImage, path: Path, quality: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpg")
    writer.setQuality(quality)
    writer.setOptimizedWrite(True)
    writer.setProgressiveScanWrite(True)
    if not writer.write(image):
        raise RuntimeError(f"cannot encode {path.name}: {writer.errorString()}")
    path.write_bytes(bytes(buffer.data().data()))


def shrink(image: QImage, width: int, height: int) -> QImage:
    return image.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def build(out: Path, issues: list[Issue]) -> None:
    drawn: dict[str, QImage] = {}

    def picture(name: str) -> QImage:
        if name not in drawn:
            drawn[name] = scene(name)
        return drawn[name]

    for paper, module in (("llrb", classic), ("ygzb", amuc)):
        root = out / paper
        shutil.rmtree(root, ignore_errors=True)
        mine = [issue for issue in issues if issue.paper == paper]
        sheets: dict[tuple[str, str], Sheet] = {}
        for issue in mine:
            for page in issue.pages:
                sheet = typeset(issue, page, picture)
                sheets[(str(issue.date), page.label)] = sheet
                small = shrink(sheet.image, *sheet.small)
                size = sheet.image.size() * SHOWN
                large = shrink(sheet.image, size.width(), size.height())
                if module is classic:
                    stem = classic.picture_stem(issue, page)
                    save_jpeg(large, root / f"{stem}.jpg", 36)
                    save_jpeg(small, root / f"{stem}_b.jpg", 45)
                else:
                    stem = amuc.page_stem(issue, page)
                    save_jpeg(large, root / f"{stem}.jpg", 36)
                    save_jpeg(small, root / f"{stem}.jpg.2", 45)
                for article in page.articles:
                    for item in article.pictures:
                        path = (
                            f"res/1/{issue.date:%Y%m%d}/{item.file_id}.jpg"
                            if module is classic
                            else amuc.picture_path(issue, item)
                        )
                        save_jpeg(picture(item.scene), root / path, 55)
        module.publish(root, mine, sheets)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "samples")
    parser.add_argument("--check", action="store_true", help="only check the tree that is there")
    args = parser.parse_args()
    issues = load_issues()
    if not args.check:
        app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
        load_fonts()
        build(args.out, issues)
        del app
    return check(args.out, issues)


if __name__ == "__main__":
    sys.exit(main())
