"""Asking for help: what someone who helps has to know (`dianzibao diagnostics`)."""

from __future__ import annotations

import click

from reader.diagnostics import diagnostics as gather
from reader.folders import settings_file
from reader.settings import Settings
from ui.cli.session import Session, common, pass_session


@click.command()
@common
@pass_session
def diagnostics(session: Session) -> None:
    """诊断信息：版本、系统、档案库状态、日志末尾，不含稿件内容 (for asking for help)."""
    found = gather(session.library, Settings(settings_file()))
    if session.as_json:
        session.output.line({"facts": found.facts, "log": found.log})
    else:
        session.output.text(str(found).rstrip("\n"))


COMMANDS: tuple[click.Command, ...] = (diagnostics,)
