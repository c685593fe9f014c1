"""What every engine is tested with: the engines themselves, small articles, phrases, and questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive.model import PartialDate
from indexer import analysis
from indexer.engines.base import Answer, Engine, IndexDocument, Question
from indexer.engines.memory import MemoryEngine
from indexer.engines.whoosh import open_engine
from indexer.query.nodes import And, Field, Kind, Node, Phrase, Query, Unit
from indexer.request import Filters

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda _: MemoryEngine(),
    "whoosh": lambda folder: open_engine(folder, create=True),
}
GAP, ANY, SOME = Unit(Kind.GAP), Unit(Kind.ANY), Unit(Kind.SOME)
HEAD = (Field.TITLE, Field.KICKER, Field.SUBTITLE)


def article(
    id_: int,
    title: str = "",
    *body: str,
    date: str | None = None,
    paper: str = "临岚日报",
    pages: str = "01",
    texts: dict[Field, str] | None = None,
    **other: object,
) -> IndexDocument:
    day = PartialDate.parse(date) if date else None
    return IndexDocument(
        id_,
        {Field.TITLE: (title,), Field.BODY: body} | {field: (text,) for field, text in (texts or {}).items()},
        paper,
        int(f"{day.first:%Y%m%d}") if day else 0,
        int(f"{day.last:%Y%m%d}") if day else 0,
        day.year * 10_000 + (day.month or 0) * 100 + (day.day or 0) if day else 0,
        tuple(pages.split()),
        **other,  # type: ignore[arg-type]
    )


def dated(engine: Engine) -> None:
    engine.write(
        [
            article(1, "中国", date="2022", paper="嶼光週報", texts={Field.BYLINE: "张三"}, kind="评论"),
            article(
                2, "中国", date="2022-08", paper="嶼光週報", pages="A01 A02", sections=("要闻", "國際"), front=True
            ),
            article(
                3,
                "中国",
                date="2022-08-28",
                pages="A1",
                texts={Field.BYLINE: "李 四，王五"},
                sections=("要闻",),
                lead=True,
            ),
            article(4, "中国", pictures=True, front=True),
        ],
        [],
    )


def phrase(*parts: str | Unit, fields: tuple[Field, ...] = (), exact: bool = False) -> Phrase:
    """Text in units (punctuation as it stands), and units."""
    units: list[Unit] = []
    for part in parts:
        if isinstance(part, Unit):
            units.append(part)
        else:
            whole = analysis.plain(part) if exact else analysis.fold(part)
            units += [Unit(kind_of(unit), unit) for unit in analysis.split_units(whole)]
    return Phrase("".join(part if isinstance(part, str) else "?" for part in parts), (tuple(units),), fields, exact)


def kind_of(unit: str) -> Kind:
    if analysis.is_break(unit):
        return Kind.MARK
    if analysis.is_latin(unit):
        return Kind.LATIN
    return Kind.DIGITS if unit[0] in "0123456789" else Kind.CHARACTER


def latin(text: str) -> Unit:
    return Unit(Kind.LATIN, text)


def digits(text: str) -> Unit:
    return Unit(Kind.DIGITS, text)


def words(*texts: str) -> And:
    return And(tuple(map(phrase, texts)))


def ask(engine: Engine, asked: str | Node | None, filters: Filters | None = None, **other: object) -> Answer:
    root = phrase(asked) if isinstance(asked, str) else asked
    return engine.search(Question(Query(root), filters or Filters(), **other))  # type: ignore[arg-type]


def ids(engine: Engine, asked: str | Node | None, filters: Filters | None = None, **other: object) -> list[int]:
    """In order."""
    answer = ask(engine, asked, filters, **other)
    if not other.keys() & {"limit", "offset"}:
        assert answer.total == len(answer.hits)
    return [hit.id for hit in answer.hits]


def found(engine: Engine, asked: str | Node | None, filters: Filters | None = None) -> list[int]:
    """In order of ids."""
    return sorted(ids(engine, asked, filters))
