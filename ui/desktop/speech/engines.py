"""Voices: one small interface, and the programs and the part of Qt that can speak.  Loaded when first used."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

import msgspec
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QLocale, QObject, QProcess, QTimer

from archive.errors import EnvironmentProblemError

Done = Callable[[], None]
Failed = Callable[[str], None]

_LONGEST_SECONDS: Final = 12
_SECONDS_A_CHARACTER: Final = 0.9
"""After so long a voice that does not come to its end hangs (`spd-say` does so without a sound server)."""

translate = QCoreApplication.translate


class Engine(Protocol):
    """Says one sentence at a time, in the window's thread.  `stop` silences it at once; neither function is called."""

    def speak(self, text: str, rate: float, done: Done, failed: Failed) -> None:
        """`rate` 1.0 is the voice's own; at its end `done()`, or `failed(sentence)`."""

    def stop(self) -> None: ...


class Program(msgspec.Struct, frozen=True):
    """A program that speaks what it is given, as its last argument or (`through_input`) as input."""

    name: str
    arguments: Callable[[float], Sequence[str]]
    through_input: bool = False
    probe: tuple[str, ...] = ()
    """Arguments that list its Chinese voices."""
    least: float = 0.0
    """Seconds that it needs for a character; one that is done sooner was not heard (espeak-ng without a sound device
    reports success)."""


_SAPI: Final = (
    "Add-Type -AssemblyName System.Speech; $v = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; $v.Rate = {rate}; $v.Speak([Console]::In.ReadToEnd())"
)
ESPEAK: Final = Program(
    "espeak-ng", lambda rate: ("-v", "cmn", "-s", str(round(160 * rate)), "--"), probe=("--voices=cmn",), least=0.03
)
SPEECHD: Final = Program("spd-say", lambda rate: ("-w", "-l", "zh", "-r", str(_around_zero(rate, 100)), "--"))
PROGRAMS: Final = (ESPEAK, SPEECHD)
WINDOWS: Final = Program(
    "powershell",
    lambda rate: ("-NoProfile", "-Command", _SAPI.format(rate=_around_zero(rate, 10))),
    through_input=True,
)


def find_engine(parent: QObject) -> Engine:
    """The best voice for Chinese that there is.

    Raises:
        EnvironmentProblemError: there is none; says how to get one.
    """
    silent = ""
    for program in (WINDOWS,) if sys.platform == "win32" else PROGRAMS:
        if program is SPEECHD and (qt := _qt_engine(parent)):
            return qt  # the system's voices say what the go-between may not
        path = shutil.which(program.name)
        if path is not None and program.probe and not _lists_a_voice(path, program.probe):
            silent = program.name
        elif path is not None:
            return ProgramEngine(program, path, parent)
    if silent:
        text = translate("speech", "{name} 没有中文语音，请安装它的中文数据（espeak-ng-data）。").format(name=silent)
    else:
        text = translate("speech", "没有能朗读的语音，请先安装 espeak-ng（sudo apt install espeak-ng）。")
    raise EnvironmentProblemError(text)


class ProgramEngine(QObject):
    """A program for each sentence."""

    def __init__(self, program: Program, path: str, parent: QObject) -> None:
        super().__init__(parent)
        self._program, self._path = program, path
        self._process: QProcess | None = None
        self._failed: Failed | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._give_up)

    def speak(self, text: str, rate: float, done: Done, failed: Failed) -> None:
        self.stop()
        process = self._process = QProcess(self)
        self._failed = failed
        begun = QElapsedTimer()
        begun.start()
        arguments = list(self._program.arguments(rate))

        def end(sentence: str) -> None:
            if process is self._process:
                self._let_go()
                if sentence:
                    failed(sentence)
                else:
                    done()

        def finished(code: int, status: QProcess.ExitStatus) -> None:
            if code != 0 or status != QProcess.ExitStatus.NormalExit:
                end(translate("speech", "朗读程序 {name} 出了问题。").format(name=self._program.name))
            elif begun.elapsed() / 1000 < self._program.least * len(text) / rate:
                end(_unheard(self._program.name))
            else:
                end("")

        def error(kind: QProcess.ProcessError) -> None:
            if kind == QProcess.ProcessError.FailedToStart:
                end(translate("speech", "朗读程序 {name} 启动不了。").format(name=self._program.name))

        process.finished.connect(finished)
        process.errorOccurred.connect(error)
        self._timer.start(round(1000 * (_LONGEST_SECONDS + _SECONDS_A_CHARACTER * len(text) / rate)))
        if self._program.through_input:
            process.start(self._path, arguments)
            process.write(text.encode())
            process.closeWriteChannel()
        else:
            process.start(self._path, [*arguments, text])

    def stop(self) -> None:
        self._let_go()

    def _give_up(self) -> None:
        failed = self._failed
        self._let_go()
        if failed is not None:
            failed(_unheard(self._program.name))

    def _let_go(self) -> None:
        """Silence what speaks and forget it."""
        process, self._process, self._failed = self._process, None, None
        self._timer.stop()
        if process is not None:
            process.blockSignals(True)
            if process.state() != QProcess.ProcessState.NotRunning:
                process.kill()
                process.waitForFinished(500)
            process.deleteLater()


class QtEngine(QObject):
    """QtTextToSpeech (part of PySide6 Addons): the system's own voices."""

    def __init__(self, module: Any, speech: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._states, self._speech = module.QTextToSpeech.State, speech
        self._done: Done | None = None
        self._failed: Failed | None = None
        speech.stateChanged.connect(self._changed)

    def speak(self, text: str, rate: float, done: Done, failed: Failed) -> None:
        self.stop()
        self._done, self._failed = done, failed
        self._speech.setRate(max(-1.0, min(1.0, rate - 1.0)))
        self._speech.say(text)

    def stop(self) -> None:
        self._done = self._failed = None
        self._speech.stop()

    def _changed(self, state: Any) -> None:
        done, failed = self._done, self._failed
        if state == self._states.Error and failed:
            self._done = self._failed = None
            failed(translate("speech", "朗读出了问题：{reason}").format(reason=self._speech.errorString()))
        elif state == self._states.Ready and done:
            self._done = self._failed = None
            done()


def _qt_engine(parent: QObject) -> QtEngine | None:
    try:
        module = importlib.import_module("PySide6.QtTextToSpeech")
    except ImportError:
        return None
    speech = module.QTextToSpeech(parent)
    chinese = [one for one in speech.availableLocales() if one.language() == QLocale.Language.Chinese]
    if not chinese:
        speech.deleteLater()
        return None
    speech.setLocale(next((one for one in chinese if one.territory() == QLocale.Country.China), chinese[0]))
    return QtEngine(module, speech, parent)


def _lists_a_voice(path: str, arguments: Sequence[str]) -> bool:
    """The program names a voice below its heading."""
    process = QProcess()
    process.start(path, list(arguments))
    if not process.waitForFinished(3000):
        process.kill()
        process.waitForFinished(500)
        return False
    return bytes(process.readAllStandardOutput().data()).count(b"\n") > 1


def _unheard(name: str) -> str:
    return translate("speech", "朗读程序 {name} 没有念出声来，可能没有声音设备。").format(name=name)


def _around_zero(rate: float, most: int) -> int:
    """0.5…2.0 as −most…most."""
    return round(max(-1.0, min(1.0, (rate - 1.0) * (1.0 if rate > 1 else 2.0))) * most)
