"""C sources of this folder, compiled when the benchmark runs."""

import ctypes
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent
FAST_FLAGS = ("-O3", "-march=native", "-ffast-math", "-mprefer-vector-width=512", "-fopenmp-simd")


@dataclass(frozen=True)
class Compiler:
    """A C compiler, the folder it writes to, and the flags for speed that it accepts and rejects."""

    command: str
    folder: Path
    accepted: tuple[str, ...]
    rejected: tuple[str, ...]

    @classmethod
    def find(cls, folder: Path) -> "Compiler | None":
        """The compiler $CC, cc, gcc or clang; None if there is none."""
        names = filter(None, (os.environ.get("CC"), "cc", "gcc", "clang"))
        command = next(filter(None, map(shutil.which, names)), None)
        if command is None:
            return None
        empty = folder / "empty.c"
        empty.write_text("int nothing;\n")
        accepted, rejected = [], []
        for flag in FAST_FLAGS:
            done = _execute(command, flag, "-Werror", "-c", str(empty), "-o", str(folder / "empty.o"))
            (rejected if done.returncode else accepted).append(flag)
        return cls(command, folder, tuple(accepted), tuple(rejected))

    def version(self) -> str:
        """The first line of ``--version``."""
        return _execute(self.command, "--version").stdout.partition("\n")[0]

    def library(self, source: str, name: str, flags: tuple[str, ...]) -> Path:
        """Compile `source` to a shared library called `name`; RuntimeError with the compiler's message if that fails.

        Linking is a step of its own, without the flags: gcc would add start-up code for -ffast-math that
        switches subnormal numbers off in the whole process.
        """
        compiled, shared = self.folder / f"{name}.o", self.folder / f"{name}.so"
        for step in (
            (*flags, "-fPIC", "-c", str(SOURCES / source), "-o", str(compiled)),
            ("-shared", str(compiled), "-lm", "-o", str(shared)),
        ):
            done = _execute(self.command, *step)
            if done.returncode:
                raise RuntimeError(f"{self.command} {' '.join(step)}\n{done.stderr}")
        return shared


def load(library: Path, function: str, result: type | None, *arguments: type):
    """A C function ready to be called."""
    found = getattr(ctypes.CDLL(str(library)), function)
    found.restype, found.argtypes = result, arguments
    return found


def _execute(*command: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, check=False)
