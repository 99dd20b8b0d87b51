"""Another program's run: its output held in memory, ended when the one who waits gives up."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _

LOOK_EVERY_S = 0.2


def run(
    command: Sequence[str], most_s: float, step: Callable[[], None], env: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> tuple[int, bytes, str]:  # fmt: skip
    """Exit code, standard output, standard error. `step` is called while it runs and may raise to stop it.

    Raises EnvironmentProblem when it does not start or takes longer than `most_s` seconds.
    """
    try:
        child = subprocess.Popen(  # noqa: S603  the system's own programs; no shell reads the words
            list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError as error:
        raise _silent() from error
    with child:
        try:
            out, said = _wait(child, most_s, step, given)
        except BaseException:
            child.kill()
            raise
    return child.returncode, out, said.decode("utf-8", "replace")


def _wait(child: subprocess.Popen[bytes], most_s: float, step: Callable[[], None], given: bytes) -> tuple[bytes, bytes]:
    end = time.monotonic() + most_s
    to_give: bytes | None = given
    while True:
        try:
            return child.communicate(to_give, timeout=LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            to_give = None  # communicate goes on with what it was given first
            step()
            if time.monotonic() > end:
                raise _silent() from None


def _silent() -> EnvironmentProblem:
    return EnvironmentProblem(
        _("The scanner does not answer as it should."), kept=_("Pages scanned before are kept."),
        hint=_("See that it is on and connected, then scan again."),
    )  # fmt: skip
