"""The search form and the box of the words say the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.desktop.views.search_form import SearchForm
from ui.desktop.views.search_panel import SearchPanel


@pytest.fixture
def form(panel: SearchPanel, qtbot: QtBot) -> SearchForm:
    qtbot.mouseClick(panel.unfold, Qt.MouseButton.LeftButton)
    return panel.form


def test_the_form_unfolds(panel: SearchPanel, qtbot: QtBot) -> None:
    assert not panel.form.isVisible()
    qtbot.mouseClick(panel.unfold, Qt.MouseButton.LeftButton)
    assert panel.form.isVisible()
    assert panel.fields.isVisible()


def test_fields_write_the_box(panel: SearchPanel, form: SearchForm) -> None:
    for box, text in (
        (form.all_words, "渡口 复航"),
        (form.phrase, "潮水，钟表"),
        (form.any_words, "码头 夜市"),
        (form.none_words, "广告"),
        (form.title_words, "十年"),
        (form.author, "林一"),
    ):
        box.setText(text)
        box.textEdited.emit(text)
    form.front.click()
    assert panel.box.text() == '渡口 复航 "潮水，钟表" (码头 OR 夜市) 标题:十年 作者:林一 是:头版 -广告'


def test_the_box_fills_the_fields(panel: SearchPanel, form: SearchForm) -> None:
    panel.box.setText("渡口 -广告 标题:十年 灯塔 ~30 海风 有:图")
    assert form.all_words.text() == "渡口"
    assert form.none_words.text() == "广告"
    assert form.title_words.text() == "十年"
    assert (form.near_left.text(), form.near_right.text()) == ("灯塔", "海风")
    assert form.scope.currentText() == "隔 30 字以内"
    assert form.pictures.isChecked()
    assert not form.front.isChecked()
    panel.box.setText("渡口")
    assert form.near_left.text() == form.none_words.text() == ""
    assert not form.pictures.isChecked()


def test_two_words_near_each_other(panel: SearchPanel, form: SearchForm) -> None:
    form.near_left.setText("灯塔")
    form.near_right.setText("海风")
    form.scope.setCurrentIndex(form.scope.findText("同一句"))
    form.scope.activated.emit(form.scope.currentIndex())
    assert panel.box.text() == "灯塔 ~句 海风"


def test_typing_keeps_the_cursor_and_unfinished_words(panel: SearchPanel, form: SearchForm, qtbot: QtBot) -> None:
    panel.box.setText("渡口")
    form.all_words.setFocus()
    qtbot.keyClicks(form.all_words, " ")
    assert form.all_words.text() == "渡口 "
    qtbot.keyClicks(form.near_left, "a")
    assert form.near_left.text() == "a"
    assert panel.box.text() == "渡口"


def test_what_the_form_cannot_say_is_left_to_the_box(panel: SearchPanel, form: SearchForm) -> None:
    panel.box.setText("日期:2025 渡口")
    assert form.beyond.isVisible()
    assert not form.all_words.isEnabled()
    assert panel.box.text() == "日期:2025 渡口"
    panel.box.setText("渡口")
    assert not form.beyond.isVisible()
    assert form.all_words.isEnabled()


def test_enter_in_a_field_and_a_tick_search_at_once(panel: SearchPanel, form: SearchForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.all_words, "a")
    qtbot.keyClick(form.all_words, Qt.Key.Key_Return)
    assert panel.model.request is not None
    assert panel.model.request.query == "a"
    form.lead.click()
    assert panel.model.request.query == "a 是:头条"
