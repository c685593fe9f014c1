"""A group of the window's actions: what all groups have in common."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject


class Commands(QObject):
    """`NAMES` are the ids of the actions it answers to (`action_table`)."""

    NAMES: ClassVar[tuple[str, ...]] = ()

    def run(self, name: str) -> None:
        """Do the action of this id.

        Raises:
            DianzibaoError: said to the user by the window.
        """
        raise NotImplementedError(name)

    def abandon(self) -> None:
        """The window goes: give up what is under way."""
