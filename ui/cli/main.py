"""The entry point: options every command shares, the commands, and the exit codes.

Exit 0 done (no hits is done), 1 some items failed or were refused, 2 usage or unknown id, 3 environment, 4 an error of
the program's own.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from io import TextIOWrapper

import click

from archive.errors import DianzibaoError, EnvironmentProblemError, UnknownItemError, UsageError
from archive.wording import _
from reader.logs import COMMANDS, start_log
from ui.cli import (
    backup,
    browse,
    cite,
    clippings,
    correct,
    diagnose,
    doctor,
    export,
    file,
    find,
    keep,
    marks,
    searches,
    together,
    traces,
    trends,
    verify,
)
from ui.cli.session import EXIT_BUG, EXIT_ENVIRONMENT, EXIT_ITEMS, EXIT_USAGE, Session, common, pass_session

log = logging.getLogger(__name__)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dianzibao", prog_name="dianzibao")
@common
def cli() -> None:
    """电子报阅读机：导入、阅读、检索数字报。  (Import, read and search digital newspapers.)"""


@cli.command("open")
@common
@pass_session
def open_window(session: Session) -> None:
    """打开阅读窗口 (open the window)."""
    from importlib.metadata import entry_points  # through the entry point: the command line knows nothing of Qt

    [window] = entry_points(group="gui_scripts", name="dianzibao-desktop")
    arguments = ["--archive", str(session.archive)] if session.archive else []
    session.close()
    sys.exit(window.load()(arguments))


for _command in (
    *keep.COMMANDS,
    *backup.COMMANDS,
    *export.COMMANDS,
    *browse.COMMANDS,
    *cite.COMMANDS,
    *find.COMMANDS,
    *together.COMMANDS,
    *file.COMMANDS,
    *correct.COMMANDS,
    *marks.COMMANDS,
    *traces.COMMANDS,
    *clippings.COMMANDS,
    *searches.COMMANDS,
    *trends.COMMANDS,
    *diagnose.COMMANDS,
    *verify.COMMANDS,
    *doctor.COMMANDS,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; the process ends with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    start_log(COMMANDS)
    session = Session()
    try:
        code = cli.main(obj=session, standalone_mode=False, prog_name="dianzibao")
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = EXIT_ITEMS
    except (UnknownItemError, UsageError) as error:
        click.echo(str(error), err=True)
        code = EXIT_USAGE
    except EnvironmentProblemError as error:
        click.echo(str(error), err=True)
        code = EXIT_ENVIRONMENT
    except DianzibaoError as error:
        click.echo(str(error), err=True)
        code = EXIT_ITEMS
    except BrokenPipeError:  # `dianzibao … | head`
        with contextlib.suppress(OSError):
            sys.stdout.close()
        code = 0
    except Exception as error:
        log.critical("unexpected error", exc_info=error)
        unexpected = _("程序出了意外的问题（{kind}: {error}），详情已写入日志")  # a window may show it
        click.echo(unexpected.format(kind=type(error).__name__, error=error), err=True)
        code = EXIT_BUG
    finally:
        session.close()
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
