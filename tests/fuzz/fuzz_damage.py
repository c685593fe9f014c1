"""How fuzzing damages at random.  All follows from the `Random` that comes in, so every find returns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random

from fuzz_seeds import Seed, packed

_NUMBERS = (
    b"0",
    b"-1",
    b"65536",
    b"4294967296",
    b"1e999",
    b"nan",
    b"99999999999999999999999",
    b"0x7f",
    "９".encode(),
    "二〇".encode(),
)
_WEDGES = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", "\ud800".encode("utf-8", "surrogatepass"), "\u202e".encode(), "\u0301".encode()),
    *(b"<![CDATA[", b"]]>", b"<!--", b"&#0;", b"&#xD800;", b"&#x110000;", b"<svg><script>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>"),
    *(b"<" * 300, b"[" * 3000, b"{\"a\":" * 3000, b"<div>" * 3000, b"(" * 500, b"' \" \\ ", b"../" * 40, b"\\u0000", b"%00%n%s"),
    *("甲" * 5000).encode().splitlines(),
)  # fmt: skip
_ENCODINGS = ("gb18030", "big5", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp1252", "shift_jis")


def damaged(data: bytes, random: Random) -> bytes:
    """The bytes after one to four accidents."""
    for _ in range(random.randint(1, 4)):
        data = random.choice(_WAYS)(data, random)[: 1 << 20]
    return data


def _flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _span(data: bytes, random: Random) -> tuple[int, int]:
    begin = random.randint(0, len(data))
    return begin, min(len(data), begin + int(random.expovariate(1 / 40)))


def _cut(data: bytes, random: Random) -> bytes:
    begin, end = _span(data, random)
    return random.choice((data[:begin], data[begin:], data[:begin] + data[end:]))


def _repeated(data: bytes, random: Random) -> bytes:
    begin, end = _span(data, random)
    return data[:begin] + data[begin:end] * random.choice((2, 3, 400)) + data[end:]


def _moved(data: bytes, random: Random) -> bytes:
    begin, end = _span(data, random)
    to = random.randint(0, len(data))
    return data[:to] + data[begin:end] + data[to:]


def _wedged(data: bytes, random: Random) -> bytes:
    begin, end = _span(data, random)
    return data[:begin] + random.choice(_WEDGES) + data[random.choice((begin, end)) :]


def _renumbered(data: bytes, random: Random) -> bytes:
    digits = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    if not digits:
        return data
    begin = end = random.choice(digits)
    while end < len(data) and 48 <= data[end] <= 57:
        end += 1
    return data[:begin] + random.choice(_NUMBERS) + data[end:]


def _recoded(data: bytes, random: Random) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "replace")


_WAYS: Sequence[Callable[[bytes, Random], bytes]] = (_flipped, _cut, _repeated, _moved, _wedged, _renumbered, _recoded)


def _damaged_zip(data: bytes, random: Random) -> bytes:
    """A zip whose members are damaged, swapped or renamed while it stays a sound zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    one, other = random.choice(list(members)), random.choice(list(members))
    match random.randrange(5):
        case 0:
            members[one], members[other] = members[other], members[one]
        case 1:
            del members[one]
        case 2:
            members[random.choice(("../", "", "/", "C:\\")) + one + random.choice(("\u202e", " ", "/x", ""))] = (
                members.pop(one)
            )
        case _:
            members[one] = damaged(members[one], random)
    return packed(members)


def damaged_seed(seed: Seed, random: Random) -> Seed:
    """The whole after some accidents to its files: to their bytes, names and places."""
    files = dict(seed.files)
    first = random.choice(sorted(files))
    if files[first].startswith(b"PK\x03\x04") and random.random() < 0.8:
        return Seed(seed.name, {**files, first: _damaged_zip(files[first], random)}, seed.is_tree)
    for _ in range(random.randint(1, 3)):
        if not files:
            break
        name = random.choice(sorted(files))
        choice = random.randrange(12)
        if choice == 0 and seed.is_tree:
            del files[name]
        elif choice == 1 and seed.is_tree:
            other = random.choice(sorted(files))
            files[name], files[other] = files[other], files[name]
        elif choice == 2 and seed.is_tree:
            files[damaged(name.encode(), random)[:200].decode("utf-8", "replace").replace("\0", "") or "x"] = files.pop(
                name
            )
        else:
            files[name] = damaged(files[name], random)
    return Seed(seed.name, files, seed.is_tree)
