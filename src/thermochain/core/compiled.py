"""Kernels whose machine code is kept on disk, so that the next process loads it in milliseconds.

The cache of numba recognises a kernel by the file that it stands in.  It misses an edit of a function that the kernel
calls from another file, and in a new process it does not recognise a kernel that is made for a compiled function, such
as a force or a rate.  Here the machine code stands in a folder whose name is a digest of all sources of the package,
and a kernel is recognised by its own name and by the names of the functions that it is made for.  A kernel that is made
for a function of the user is compiled anew in each process, since nothing says when that function changes.

Processes that start together need the same kernels: the first one compiles a kernel and the others wait for it.

The folder lies in the user's cache folder, or in `NUMBA_CACHE_DIR` where that is set.  Where it cannot be written,
kernels are compiled in each process.  Machine code of one kind of processor is not loaded on another.
"""

import contextlib
import hashlib
import itertools
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from inspect import signature
from pathlib import Path
from types import FunctionType

import llvmlite
import numba
import numpy as np
from numba import njit
from numba.core.bytecode import FunctionIdentity
from numba.core.caching import NullCache
from numba.core.compiler import CompileResult
from numba.core.dispatcher import Dispatcher
from numba.core.serialize import dumps, loads

from thermochain.core.turn import Turn

# Numba numbers the symbols of a process from 1 on.  Symbols of machine code from several processes meet in one, so the
# numbers of each begin somewhere else.
FunctionIdentity._unique_ids = itertools.count(secrets.randbits(60))

_ROOT = Path(__file__).parents[1]
_FOLDERS = 8  # largest number of states of the sources whose machine code is kept
_SUFFIX = ".machine-code"
_LOCK = f".lock{_SUFFIX}"  # with the same end, so that what a killed process has left is removed with the rest
_LONGEST_WAIT = 30.0  # seconds for a process that compiles a kernel; then it is compiled here as well
_DIGEST = hashlib.sha256().digest_size


def compiled(**options) -> Callable[[Callable], Callable]:
    """Decorator that compiles a function to run without the lock of Python and keeps its machine code on disk.

    `options` are those of `numba.njit`.
    """

    def decorate(function: Callable) -> Callable:
        return _kept(njit(function, nogil=True, **options), _name(function))

    return decorate


@lru_cache(maxsize=64)
def bound(kernel: Callable, function: Callable) -> Callable:
    """The compiled kernel with its first argument, itself a compiled function, set to `function`."""
    others = ", ".join(list(signature(kernel).parameters)[1:])
    # written out, since numba passes no compiled function beside *arguments
    source = f"def make(kernel, function):\n def run({others}): return kernel(function, {others})\n return run"
    names = {"__name__": __name__}
    exec(source, names)
    run = names["make"](kernel, function)
    return _kept(njit(run, nogil=True), _name(run), function)


def _kept(kernel: Callable, name: str | None, passed: Callable | None = None) -> Callable:
    """The kernel, with its machine code kept on disk if it has a name; `passed` is a function that it passes on."""
    if isinstance(kernel, Dispatcher) and name is not None:  # NUMBA_DISABLE_JIT=1 leaves functions as they are
        kernel._cache = _MachineCode(name, passed)
    return kernel


def _name(value: object) -> str | None:
    """A name of `value` that no other value has in one state of the sources; None for what belongs to the user."""
    if isinstance(value, Dispatcher):
        value = value.py_func
    if value is None or isinstance(value, (bool, int, float, str)):
        return repr(value)
    if isinstance(value, tuple):
        return _joined(type(value).__qualname__, value)
    if not isinstance(value, FunctionType | type) or not value.__module__.startswith(f"{_ROOT.name}."):
        return None
    closure = getattr(value, "__closure__", None) or ()
    return _joined(f"{value.__module__}.{value.__qualname__}", [cell.cell_contents for cell in closure])


def _joined(name: str, parts: Iterable[object]) -> str | None:
    names = [_name(part) for part in parts]
    return None if None in names else f"{name}({', '.join(names)})"


class _MachineCode(NullCache):
    """The machine code of one kernel: a file for each signature and kind of processor, headed by its digest."""

    def __init__(self, name: str, passed: Callable | None):
        self._name = name
        # machine code holds the address of a compiled function that is passed on, and never reads it
        self._harmless = {f"numba.dynamic.globals.{id(passed):x}"}
        self._turns: dict[Path, Turn] = {}

    def load_overload(self, sig, target_context):
        """Return what the compiler made for a signature, or None if it is not kept.

        Then it is the turn of this process to compile it, and others wait until `save_overload`.
        """
        target_context.refresh()
        path = self._path(sig, target_context.codegen())
        if path is None:
            return None
        data = _read(path)
        if data is None:
            if path not in self._turns:  # else the last attempt to compile it has failed
                _make_folder(path.parent)
                self._turns[path] = Turn(path.with_suffix(_LOCK), _LONGEST_WAIT)
                data = _read(path)  # from the process that was waited for
            if data is None:
                return None
            self._turns.pop(path).end()
        return CompileResult._rebuild(target_context, *loads(data))

    def save_overload(self, sig, data):
        """Keep what the compiler made for a signature, unless it reads addresses that belong to this process."""
        path = self._path(sig, data.codegen)
        if path is None:
            return
        if not data.lifted and self._harmless.issuperset(data.library._dynamic_globals):
            _write(path, dumps(data._reduce()))
        if path in self._turns:
            self._turns.pop(path).end()

    def _path(self, sig, codegen) -> Path | None:
        """File of a signature; none if it names a function by its address, which no other process understands."""
        kinds = [str(kind) for kind in sig]
        if any(" at 0x" in kind for kind in kinds):
            return None
        key = repr((self._name, kinds, codegen.magic_tuple()))
        return _folder() / f"{hashlib.sha256(key.encode()).hexdigest()}{_SUFFIX}"


def _read(path: Path) -> bytes | None:
    """What `_write` has written; None if there is nothing, or if it is damaged."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    digest, data = stored[:_DIGEST], stored[_DIGEST:]
    return data if hashlib.sha256(data).digest() == digest else None


def _write(path: Path, data: bytes) -> None:
    """Write data headed by their digest, or nothing where nothing can be written."""
    with contextlib.suppress(OSError):
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=_SUFFIX, delete=False) as file:
            file.write(hashlib.sha256(data).digest() + data)
        Path(file.name).replace(path)


def _make_folder(folder: Path) -> None:
    """Make the folder of the present sources, if it can be made, and room for it."""
    if not folder.exists():
        with contextlib.suppress(OSError):
            _drop_oldest(folder.parent)
            folder.mkdir(parents=True, exist_ok=True)


@cache
def _folder() -> Path:
    """Folder of the machine code that belongs to the present sources and compiler."""
    home = numba.config.CACHE_DIR or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    digest = hashlib.sha256(repr((sys.version, numba.__version__, llvmlite.__version__, np.__version__)).encode())
    for path in sorted(_ROOT.rglob("*.py")):
        digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    try:
        folder = Path(home).expanduser()
    except RuntimeError:  # a user without a home; this file is no folder and cannot be written into
        folder = Path(os.devnull)
    found = folder / _ROOT.name / digest.hexdigest()[:32]
    with contextlib.suppress(OSError):
        os.utime(found)  # so that the folders used last are kept
    return found


def _drop_oldest(home: Path) -> None:
    """Remove the machine code of other states of the sources, except of those used last."""
    folders = [path for path in home.glob("*") if any(path.glob(f"*{_SUFFIX}"))]
    for folder in sorted(folders, key=lambda path: path.stat().st_mtime)[: 1 - _FOLDERS]:
        for path in folder.glob(f"*{_SUFFIX}"):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a file that is not of this module stays, and so does the folder
            folder.rmdir()
