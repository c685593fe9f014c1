"""Write resources/folding/t2s.txt: one line per traditional or variant character, `original<TAB>simplified`.

The source is OpenCC (Apache-2.0), asked character by character so that no phrase rule is involved: matching folds
both the text and the query, hence the table must not depend on the neighbours.

Run: .venv/bin/python scripts/build_folding.py
"""

from __future__ import annotations

from pathlib import Path

import opencc

TARGET = Path(__file__).resolve().parent.parent / "resources" / "folding" / "t2s.txt"
HAN = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x323B0)]
SOURCES = ("t2s", "tw2s", "hk2s")


def main() -> None:
    converters = [opencc.OpenCC(name) for name in SOURCES]
    table: dict[str, str] = {}
    for point in HAN:
        char = chr(point)
        for converter in converters:
            folded = converter.convert(char)
            if folded != char and len(folded) == 1:
                table[char] = folded
                break
    # 甲→乙→丙 must end at 丙, or the same word would fold in two ways.
    for char in table:
        seen = {char}
        while table[char] in table and table[char] not in seen:
            seen.add(table[char])
            table[char] = table[table[char]]
    lines = [f"{char}\t{folded}\n" for char, folded in sorted(table.items()) if char != folded]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("".join(lines), encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} characters")


if __name__ == "__main__":
    main()
