"""The program's language: the window's own words (Qt) and the sentences of the floors below (`archive.wording`)."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from archive import wording
from ui.desktop.traditional import TraditionalTranslator

LOCALES: Final = {"zh": "zh_CN", "zh_hant": "zh_TW", "en": "en"}
"""By the value of the setting `window.language`."""


class Language:
    """What the application speaks: Chinese, until something else is chosen."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self._chosen = ""

    def choose(self, language: str) -> None:
        """From now on everything is said in this language; what stands on the screen is for the caller to renew."""
        if language == self._chosen:
            return
        self.forget()
        self._chosen = language
        wording.speak(language)
        name = LOCALES[language]
        QLocale.setDefault(QLocale(name))
        self._load("qtbase_" + name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        if language == "zh_hant":
            self._install(TraditionalTranslator())
            return
        with as_file(files("resources") / "translations") as folder:
            self._load("dianzibao_" + language, str(folder))

    def forget(self) -> None:
        """Chinese again, as before anything was chosen."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators, self._chosen = [], ""
        wording.speak(wording.CHINESE)

    def _load(self, name: str, folder: str) -> None:
        translator = QTranslator()
        if translator.load(name, folder):
            self._install(translator)

    def _install(self, translator: QTranslator) -> None:
        self._app.installTranslator(translator)
        self._translators.append(translator)
