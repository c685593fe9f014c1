"""Site definitions: inheritance, dated variants, mistakes that are said with file and key; the bundled ones are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import UsageError
from archive.formats.sites.definitions import Definitions, bundled, merged
from archive.formats.sites.language import Definition, Rules
from archive.model import PartialDate


def users(folder: Path, **files: str) -> Definitions:
    for name, text in files.items():
        kind, _, identity = name.partition("_")
        target = folder / {"family": "families", "paper": "papers"}[kind] / f"{identity}.toml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return Definitions.with_users(folder)


@pytest.mark.parametrize("name", bundled().ids())
def test_bundled_definitions_are_right(name: str) -> None:
    bundled().check(name)


def test_tables_merge_lists_replace_and_dots_stand_for_the_parents_list() -> None:
    parent = {"page": {"label": ["a", "b"], "pdf": ["c"]}, "name": "甲"}
    child = {"page": {"label": ["x", "...", "y"], "pdf": ["z"]}}
    assert merged(parent, child) == {"page": {"label": ["x", "a", "b", "y"], "pdf": ["z"]}, "name": "甲"}


def test_the_guide_names_every_key_and_its_example_is_right(tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "sites.md").read_text(encoding="utf-8")
    for rules in (Definition, *Rules.__subclasses__()):
        for key in set(rules.__struct_fields__) - {"id", "lineage"}:
            assert f"{key}`" in guide, f"{rules.__name__}.{key}"
    found = users(tmp_path, paper_lrb=guide.split("```toml\n")[1].split("```")[0])
    assert found.get("lrb").drop.titles[0] == "潮汐表"


def test_inheritance_over_several_files(tmp_path: Path) -> None:
    found = users(
        tmp_path,
        family_one='[page]\nlabel = ["h1"]\npdf = ["a@href"]\n[[article.positions]]\nunit = "tr"\n',
        family_two='extends = "one"\n[page]\nlabel = ["h2", "..."]\n',
        paper_lrb='extends = "two"\nname = "临岚日报"\ncodes = ["lrb"]\n',
    ).get("lrb")
    assert found.lineage == ("one", "two", "lrb")
    assert (found.page.label, found.page.pdf, found.article.positions[0].unit) == (("h2", "h1"), ("a@href",), "tr")


def test_dated_variants_may_belong_to_another_family(tmp_path: Path) -> None:
    papers = users(
        tmp_path,
        family_old='[page]\nlabel = ["h1"]\n',
        family_new='[page]\nlabel = ["h2"]\n',
        paper_lrb='name = "临岚日报"\nextends = "new"\n[[variant]]\nto = 2020-12-31\nextends = "old"\n'
        '[[variant]]\nfrom = 2021-01-01\nencoding = "gb18030"\n',
    )
    assert papers.get("lrb", PartialDate(2020, 12, 31)).page.label == ("h1",)
    assert papers.get("lrb", PartialDate(2021, 1, 1)).page.label == ("h2",)
    assert papers.get("lrb").encoding == "gb18030"  # no date: as it is now
    assert papers.paper("lrb", "old") is None
    assert papers.paper("临岚日报", "old", PartialDate(2019)) is not None


def test_a_users_file_stands_before_the_bundled_one(tmp_path: Path) -> None:
    found = users(tmp_path, paper_kjrb='extends = "founder-new"\nname = "科技日报"\ncodes = ["KJRB"]\n')
    assert found.get("kjrb").lineage[-2] == "founder-new"
    assert found.paper("kjrb", "founder-new") is not None
    assert found.get("founder-classic").page.image


def test_entry_kinds(tmp_path: Path) -> None:
    kinds = {
        "template": 'url = "http://x.cn/{Y}-{m}/{d}/node_1.htm"',
        "index": 'url = "http://x.cn/", items = ["ul#list a"]',
        "refresh": 'url = "http://x.cn/", hops = 2',
        "script": 'url = "http://x.cn/"',
        "calendar": 'url = "http://x.cn/{Y}-{m}/period.xml", items = ["period"], date = ["period_date"]',
    }
    for kind, keys in kinds.items():
        found = users(tmp_path, paper_lrb=f'name = "临岚日报"\nentry = {{ kind = "{kind}", {keys} }}\n')
        assert found.get("lrb").entry is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[page]\nlable = []", "lable"),
        ("[page]\nlabel = 'h1'", "$.page.label"),
        ("[page]\nlabel = ['h1[']", "page.label = 'h1['"),
        ("[page]\nimage = ['img@src | turn']", "turn"),
        ("[page]\nfull = ['strip_prefx(b_)']", "strip_prefx"),
        ("[page]\nlabel = ['xpath:descendant::a[']", "XPath"),
        ("[page]\nlabel = ['xpath:nobody(.)']", "XPath"),
        ("[page]\nlabel = ['h1 ~ /(/']", "正则"),
        ("[detect]\npages = ['(']", "detect.pages"),
        ("[page.zones]\nkind = 'circle'", "circle"),
        ("entry = { kind = 'guess', url = 'x' }", "guess"),
        ("extends = 'nobody'", "nobody"),
        ("extends = 'wrong'", "绕回"),
        ("[[variant]]\nto = '2024'", "variant.to"),
        ("variant = 3", "variant"),
        ("name = ", "TOML"),
    ],
)
def test_mistakes_name_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        users(tmp_path, family_wrong=text).get("wrong", PartialDate(2024))
    assert "wrong.toml" in str(error.value)
    assert said in str(error.value)
