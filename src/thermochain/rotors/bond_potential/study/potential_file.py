"""The Python file of a user's potential: its location, its name in paths, and a check that needs no compiler.

The configuration is checked before every run and again in every job, so the check must not compile the functions.
During the check, NumPy stands in for numba and for the vectors of eight replicas: `sine`, `cosine`, `splat` and
`multiply_add` act on arrays.  A file that does not pass this check is compiled, and `potential.load_potential`
decides, as it does before every simulation.
"""

import ast
import builtins
import hashlib
import re
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from thermochain.core.arguments import shown
from thermochain.rotors.bond_potential.periodic_bond import largest_curvature
from thermochain.rotors.bond_potential.potential_law import FUNCTIONS, check_functions, check_potential

_PROJECT = Path(__file__).parents[5]
_HASH_DIGITS = 8
# modules that do not change, or whose version every result records
_WATCHED = sys.stdlib_module_names | {"numpy", "scipy", "numba", "thermochain"}
_READERS = {"open", "load", "loadtxt", "genfromtxt", "fromfile", "memmap", "read_text", "read_bytes"}
_READERS |= {"__import__", "import_module", "exec", "run_path"}


def _uncompiled(*arguments, **options):
    """Replacement for `njit`, with or without options, that returns functions unchanged."""
    return arguments[0] if arguments and callable(arguments[0]) else _uncompiled


_STAND_INS = {
    "numba": SimpleNamespace(njit=_uncompiled, jit=_uncompiled),
    "thermochain.engine.radians": SimpleNamespace(sine=np.sin, cosine=np.cos),
    "thermochain.engine.simd": SimpleNamespace(splat=float, multiply_add=lambda a, b, c: a * b + c),
}


def found_file(name: str) -> Path:
    """Path of the file of this name in the working directory or, if it is not there, in this project."""
    path = Path(name)
    return path if path.exists() or not (_PROJECT / path).exists() else _PROJECT / path


def potential_name(path: Path) -> str:
    """Name of the file without suffix and the beginning of the hash of its content: "two_wells-1a2b3c4d"."""
    stem = re.sub(r"[^A-Za-z0-9_]", "_", path.stem)
    return f"{stem}-{hashlib.sha256(path.read_bytes()).hexdigest()[:_HASH_DIGITS]}"


def check_file(name: str) -> float:
    """The largest |V''| of the potential in a file.

    Raises ValueError, whose message begins with `name`, unless the file exists and defines V and V'.
    """
    if set(name) & {"{", "}"}:
        raise ValueError(f"file={name!r} must have no braces, which stand for wildcards in Snakemake; rename it")
    path = found_file(name)
    if path.suffix != ".py" or not path.is_file():
        raise ValueError(f"file={name!r} must be a Python file that is there; correct the path")
    return _check_source(name, path, path.read_bytes())


@cache
def _check_source(name: str, path: Path, source: bytes) -> float:
    """Check the content of a file, once for each content, and return the largest |V''|."""
    _check_self_contained(name, source)
    try:
        defined = _run_source(name, source)
        check_functions(name, defined)
        check_potential(*(defined[function] for function in FUNCTIONS))
        return largest_curvature(defined["potential"])
    except Exception:  # the file is wrong or needs more than the stand-ins: the compiled functions decide
        return _check_compiled(name, path)


def _check_self_contained(name: str, source: bytes) -> None:
    """Raise ValueError if the file reads another one, whose changes the name of the potential would not show."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # no Python: the caller says so
    for node in nodes:
        if isinstance(node, ast.Import):
            others = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            others = ["." * node.level + (node.module or "")]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in _READERS:
            others = ["another file"]
        else:
            continue
        for other in others:
            if other.partition(".")[0] not in _WATCHED:
                raise ValueError(
                    f"file={name!r}, line {node.lineno}, needs {shown(other)}, whose changes would not be noticed; "
                    "write its content into this file"
                )


def _check_compiled(name: str, path: Path) -> float:
    from thermochain.rotors.bond_potential.study.potential import load_potential  # importing it takes a second

    try:
        return largest_curvature(load_potential(path).potential)
    except ValueError:
        raise
    except Exception as problem:  # the code of a user may raise any error
        reason = str(problem).strip().partition("\n")[0]
        raise ValueError(f"file={name!r} cannot be used ({type(problem).__name__}: {reason}); correct it") from None


def _run_source(name: str, source: bytes) -> dict[str, Any]:
    """Objects that the file defines, by name, when its imports find the stand-ins."""

    def stand_in(module: str, *rest: Any) -> Any:
        return _STAND_INS.get(module) or __import__(module, *rest)

    defined = {"__builtins__": {**vars(builtins), "__import__": stand_in}, "__name__": Path(name).stem}
    exec(compile(source, name, "exec"), defined)
    return defined
