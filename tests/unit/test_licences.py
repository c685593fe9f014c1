"""Every package that the program needs has a licence that fits ours, and its text is shown."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from reader.licences import components, licence_of, needed

ROOT = Path(__file__).parents[2]
FITTING = re.compile(
    r"(MIT(-CMU| License)?|(The )?BSD( License|[ -][023]-Clause( License)?)?|0BSD|Apache-2\.0|Apache (Software )?License( 2\.0)?"
    r"|ISC|Zlib|zlib|CC0-1\.0|PSF-2\.0|CNRI-Python|Unicode-3\.0|Unlicense|MPL-(1\.1|2\.0)"
    r"|Mozilla Public License 2\.0 \(MPL 2\.0\)|LGPL-(2\.1|3\.0)-(only|or-later)|OFL-1\.1)"
)
"""Ours is MIT: permissive ones fit, and those whose duties end at their own files or at a library that is linked."""


def fits(licence: str) -> bool:
    """One of its alternatives has only parts that fit."""
    for alternative in re.split(r"\s+OR\s+|；", licence):
        parts = [part for part in re.split(r"\s+AND\s+|,\s*", alternative) if part and part != "dependency licenses"]
        if parts and all(FITTING.fullmatch(part.strip().removeprefix("(")) for part in parts):
            return True
    return False


def locked() -> list[str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return sorted({found.group(1) for line in lines if (found := re.match(r"([a-z0-9-]+)==", line))})


@pytest.mark.parametrize("name", locked())
def test_every_locked_package_has_a_licence_that_fits(name: str) -> None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is for another system")
    assert fits(licence_of(found)), f"{name}: {licence_of(found)!r}"


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "", "proprietary"])
def test_what_does_not_fit_is_found(licence: str) -> None:
    assert not fits(licence)


def test_all_that_is_needed_is_listed_with_its_text() -> None:
    listed = components()
    names = [one.name for one in listed]
    assert listed[0].name.lower().startswith(("pyside6", "shiboken6"))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in listed[0].text
    assert any("SIL OPEN FONT LICENSE" in one.text.upper() for one in listed)
    assert {found.metadata["Name"] for found in needed()} <= set(names)
    assert {"lxml", "numpy", "SQLAlchemy"} <= set(names)
    textless = {one.name for one in listed if not one.text}
    assert textless <= {"rjieba"}, "its wheel has no text of its licence (MIT)"
    assert all(one.licence or one.text for one in listed)
