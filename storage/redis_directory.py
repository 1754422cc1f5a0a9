"""The embedded server's directory: private, locked, and with a socket whose path is short enough."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

# The system's limit for a unix socket's path is 104 bytes on macOS and 108 on Linux.
LONGEST_PATH: Final = 99


class EmbeddedRedisError(RuntimeError):
    """The embedded server cannot run; the text is for the operator."""


def make_private(directory: Path) -> None:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)


def lock_file(path: Path) -> int | None:
    """Open and lock it, or give nothing when somebody else holds it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file


def server_number(directory: Path) -> int | None:
    """The process that serves this directory; None while none does, or one has not said which."""
    path = directory / "server.lock"
    if not path.exists():
        return None
    if (lock := lock_file(path)) is not None:
        os.close(lock)
        return None
    with contextlib.suppress(ValueError):
        return int(path.read_text())
    return None


def socket_path(directory: Path) -> Path:
    """Beside the data, or, where that path is too long for a socket, in a directory of our own in a short place."""
    path = directory / "redis.sock"
    if len(os.fsencode(path)) <= LONGEST_PATH:
        return path
    name = f"redis-{hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]}"
    for parent in tempfile.gettempdir(), "/tmp":  # noqa: S108 - the directory made there is checked to be ours
        path = Path(parent, name, "redis.sock")
        if len(os.fsencode(path)) <= LONGEST_PATH:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            if path.parent.is_symlink() or path.parent.stat().st_uid != os.getuid():
                raise EmbeddedRedisError(f"{path.parent} belongs to somebody else")
            make_private(path.parent)
            return path
    raise EmbeddedRedisError(f"no path short enough for the socket of {directory}")


def forget_socket(path: Path, directory: Path) -> None:
    """Leave nothing outside of the directory."""
    with contextlib.suppress(OSError):  # never in the way of stopping
        path.unlink(missing_ok=True)
        if path.parent != directory:
            path.parent.rmdir()
