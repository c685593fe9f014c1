"""Compiles the catalogue of traditional Chinese: the English one's sentences, converted as the window's words are."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ui.desktop.traditional import interface_words

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"


def traditional(folder: Path) -> Catalog:
    with (folder / "dianzibao_en.po").open("rb") as stream:
        english = read_po(stream)
    then = english.creation_date  # the same sentences are the same file
    catalogue = Catalog(locale="zh_Hant", fuzzy=False, creation_date=then, revision_date=then)
    for sentence in (str(message.id) for message in english if message.id):
        catalogue.add(sentence, interface_words(sentence))
    return catalogue


if __name__ == "__main__":
    with (FOLDER / "dianzibao_zh_hant.mo").open("wb") as compiled:
        write_mo(compiled, traditional(FOLDER))
