"""Reading-machine text and Markdown: a file for each article in folders by paper and date, or all in one file.

Which of the two, the target says: `渡口.txt`, `渡口.md` is one file, anything else a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from archive.model import Article, Figure
from reader.exporting.contents import Contents, Step
from reader.exporting.naming import Folders, Names, address, article_words
from reader.exporting.pictures import Pictures
from reader.exporting.places import Tree, new_file, new_tree
from reader.rendering import render_machine_text, render_markdown

PICTURES: Final = "图片"
_RULE: Final = "\n---\n\n"


def machine_text(contents: Contents, _pictures: Pictures, target: Path) -> Iterator[Step]:
    """Reads back as it was."""
    if target.suffix.lower() == ".txt":
        return _one_file(
            contents, target, lambda article, first: ("" if first else "\n") + render_machine_text(article)
        )
    return _files(contents, target, ".txt", lambda article, _folder, _tree: render_machine_text(article))


def markdown(contents: Contents, pictures: Pictures, target: Path) -> Iterator[Step]:
    """Pictures lie in a folder beside: `图片` beside the files of an issue, `渡口 图片` beside `渡口.md`."""
    if target.suffix.lower() == ".md":
        yield from _one_markdown(contents, pictures, target)
        return
    kept: dict[tuple[str, str], str] = {}

    def write(article: Article, folder: str, tree: Tree) -> str:
        def show(figure: Figure) -> str:
            path = _kept(figure, f"{folder}/{PICTURES}", kept, pictures, tree)
            return address(path, folder) if path else ""

        return render_markdown(article, show)

    yield from _files(contents, target, ".md", write)


def _files(contents: Contents, target: Path, suffix: str, write: Callable[[Article, str, Tree], str]) -> Iterator[Step]:
    names = Names()
    folders = Folders(names)
    with new_tree(target) as tree:
        for step in contents.everything():
            if not isinstance(step, Article):
                yield step
                continue
            folder = folders.issue(step.key)
            tree.write(names.new(folder, article_words(step), suffix), write(step, folder, tree).encode())
        contents.finish(tree.place)


def _one_file(contents: Contents, target: Path, write: Callable[[Article, bool], str]) -> Iterator[Step]:
    with new_file(target) as new:
        first = True
        for step in contents.everything():
            if not isinstance(step, Article):
                yield step
                continue
            new.stream.write(write(step, first).encode())
            first = False
        contents.finish(new.place)


def _one_markdown(contents: Contents, pictures: Pictures, target: Path) -> Iterator[Step]:
    """The folder of pictures appears first: a text is never there without its pictures."""
    beside = target.with_name(f"{target.stem} {PICTURES}")
    kept: dict[tuple[str, str], str] = {}
    with ExitStack() as stack:
        new = stack.enter_context(new_file(target))
        tree: Tree | None = None

        def show(figure: Figure) -> str:
            nonlocal tree
            if figure.picture and tree is None:
                tree = stack.enter_context(new_tree(beside))
            path = _kept(figure, "", kept, pictures, tree) if tree else ""
            return address(f"{beside.name}/{path}") if path else ""

        first = True
        for step in contents.everything():
            if not isinstance(step, Article):
                yield step
                continue
            new.stream.write((("" if first else _RULE) + render_markdown(step, show)).encode())
            first = False
        contents.finish(*([tree.place] if tree and any(kept.values()) else []), new.place)


def _kept(figure: Figure, folder: str, kept: dict[tuple[str, str], str], pictures: Pictures, tree: Tree) -> str:
    """Where the figure's picture lies, written when it is first asked for; empty when there is none."""
    sha = figure.picture
    if sha is None:
        return ""
    if (folder, sha) not in kept:
        picture = pictures.of_article(sha)
        name = f"{sha[:16]}{picture.suffix}" if picture else ""
        kept[folder, sha] = f"{folder}/{name}" if folder and name else name
        if picture:
            tree.write(kept[folder, sha], picture.data)
    return kept[folder, sha]
