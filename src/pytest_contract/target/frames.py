"""An app's exception, told by the lines that the app's authors wrote."""

from __future__ import annotations

import linecache
import os
import sysconfig
import traceback
from collections.abc import Iterable

from pytest_contract.exchange import AppException

Frame = tuple[str, int, str, str]

_MESSAGE_LENGTH = 300
_FRAMES_WITHOUT_OWN = 3
_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_STDLIB = tuple(
    {os.path.realpath(path) + os.sep for key in ("stdlib", "platstdlib") if (path := sysconfig.get_path(key))}
)
_INSTALLED = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")


def describe(exception: BaseException, roots: Iterable[str] = ()) -> AppException:
    """The exception with the app's own frames; code below `roots` is the app's even where it is installed."""
    exception = innermost(exception)
    return AppException(
        type_name=type_name(exception),
        message=text_of(exception)[:_MESSAGE_LENGTH],
        frames=own_frames(exception, tuple(roots)),
    )


def innermost(exception: BaseException) -> BaseException:
    """The exception that a group of one holds, groups within groups included; else itself."""
    while isinstance(exception, BaseExceptionGroup) and len(exception.exceptions) == 1:
        exception = exception.exceptions[0]
    return exception


def holds_exit(exception: BaseException) -> bool:
    """Whether it is, or a group holds, SystemExit or KeyboardInterrupt."""
    if isinstance(exception, BaseExceptionGroup):
        return any(holds_exit(inner) for inner in exception.exceptions)
    return isinstance(exception, SystemExit | KeyboardInterrupt)


def type_name(exception: BaseException) -> str:
    """`ValueError`, or `sqlite3.IntegrityError` for what isn't a builtin."""
    kind = type(exception)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def text_of(exception: BaseException) -> str:
    """`str(exception)`, also where that raises."""
    try:
        return str(exception)
    except Exception as error:
        return f"<no message: {type(error).__name__} in __str__>"


def one_line(exception: BaseException) -> str:
    """`ValueError: message`, on one line, cut at 300 characters."""
    message = " ".join(text_of(exception).split())[:_MESSAGE_LENGTH]
    return f"{type_name(exception)}: {message}" if message else type_name(exception)


def own_frames(exception: BaseException, roots: tuple[str, ...] = ()) -> tuple[Frame, ...]:
    """The app's own frames, outermost first; the innermost three where none is."""
    walked = [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(exception.__traceback__)
    ]
    chosen = [entry for entry in walked if is_own(entry[0], roots)]
    foreign = [entry for entry in walked if not entry[0].startswith((_OURS, "<"))]
    return tuple(
        (file, line, function, linecache.getline(file, line).strip())
        for file, line, function in chosen or foreign[-_FRAMES_WITHOUT_OWN:]
    )


def is_own(file: str, roots: tuple[str, ...] = ()) -> bool:
    """Whether a file is neither the standard library's, nor an installed package's, nor this package's."""
    if file.startswith(("<", _OURS)):
        return False
    path = os.path.abspath(file)
    if any(path == root or path.startswith(root + os.sep) for root in roots):
        return True
    return not os.path.realpath(path).startswith(_STDLIB) and not any(part in path for part in _INSTALLED)


def place(exception: BaseException, roots: tuple[str, ...] = ()) -> str:
    """` (shop/main.py:12)`: the innermost of the app's own lines; empty where there is none."""
    frames = [frame for frame in own_frames(exception, roots) if is_own(frame[0], roots)]
    return f" ({shown(frames[-1][0])}:{frames[-1][1]})" if frames else ""


def shown(file: str) -> str:
    """A path as the user would type it: relative where it is below the working directory."""
    relative = os.path.relpath(file)
    return file if relative.startswith("..") else relative
