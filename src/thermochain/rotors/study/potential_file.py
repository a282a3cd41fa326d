"""A bond potential from a Python file of the user, checked before anything runs.

The file defines V and V' as functions `potential(r)` and `force(r)` of NumPy arrays, and may define their `period`,
which is 2 pi otherwise.  Both are compared, and V is reduced to the Fourier series of `Potential`, from which
everything follows; simulations run no code of the file.
"""

import ast
import builtins
import hashlib
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thermochain.core.arguments import is_number, shown
from thermochain.rotors.potential import ROTORS, Potential

_PROJECT = Path(__file__).parents[4]
_HASH_DIGITS = 8
_LONGEST_NAME = 120  # of a file, as messages spell it out
_FUNCTIONS = ("potential", "force")
_POINTS = 4096  # of one period
_STEP = 1e-3 / (2.0 * np.pi)  # of the difference quotient of fourth order in periods, whose error is V^(5) step^4/30
_TOLERANCE = 1e-8  # largest error of V and V', relative to the largest value of each
_HARMONICS = 16  # largest number of harmonics
_SMALLEST = 1e-12  # smallest harmonic of V' that is kept, relative to the largest
# modules that do not change, or whose version every result records
_WATCHED = sys.stdlib_module_names | {"numpy", "scipy", "thermochain"}
_READERS = {"open", "load", "loadtxt", "genfromtxt", "fromfile", "memmap", "read_text", "read_bytes"}
_READERS |= {"__import__", "import_module", "exec", "run_path"}


def configured_potential(config: Mapping[str, Any]) -> Potential:
    """The potential that a configuration names: rotors, also if it names none, or that of a file."""
    name = config.get("potential", ROTORS.name)
    return ROTORS if name == ROTORS.name else load_potential(name)


def load_potential(name: str | Path) -> Potential:
    """The potential in the Python file of this name, in the working directory or else in this project.

    Raises ValueError, naming the file, unless it defines a smooth periodic V and its derivative V'.
    """
    path = next((path for path in (Path(name), _PROJECT / name) if _is_python_file(path)), None)
    text = str(name) if str(name).isprintable() and len(str(name)) <= _LONGEST_NAME else shown(str(name))
    if path is None:
        raise ValueError(f"potential = {text}: must be {ROTORS.name} or a Python file that is there; correct the path")
    try:
        return _from_source(path.stem, path.read_bytes())
    except ValueError as problem:
        raise ValueError(f"potential = {text}: {problem}") from None


def _is_python_file(path: Path) -> bool:
    try:
        return path.suffix == ".py" and path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


@cache
def _from_source(stem: str, source: bytes) -> Potential:
    """The potential in the content of a file, read once for each content."""
    _check_self_contained(source)
    try:
        defined = {"__builtins__": vars(builtins), "__name__": stem}
        exec(compile(source, stem, "exec"), defined)
    except Exception as problem:  # the code of a user may raise any error
        raise ValueError(f"cannot be run ({_in_one_line(problem)}); correct it") from None
    for function in _FUNCTIONS:
        if not callable(defined.get(function)):
            raise ValueError(f"must define the function {function}(r); see workflow/potentials/two_wells.py")
    period = defined.get("period", ROTORS.period)
    if not is_number(period) or period <= 0:
        raise ValueError(f"period={shown(period)} must be a finite number > 0; correct it")
    potential, force = (_on_arrays(function, defined[function]) for function in _FUNCTIONS)
    _check_potential(potential, force, period)
    name = f"{re.sub(r'[^A-Za-z0-9_]', '_', stem)}-{hashlib.sha256(source).hexdigest()[:_HASH_DIGITS]}"
    return Potential(name, float(period), *_fourier(potential, period))


def _on_arrays(name: str, function: Callable) -> Callable[[NDArray], NDArray]:
    """The function, which raises ValueError unless it maps an array of floats to one."""

    def checked(r: NDArray) -> NDArray:
        try:
            values = np.asarray(function(r), dtype=float)
        except Exception as problem:
            reason = f"fails for a NumPy array ({_in_one_line(problem)})"
            raise ValueError(f"{name}(r) {reason}; write it with NumPy, such as np.cos(r)") from None
        if values.shape != r.shape or not np.all(np.isfinite(values)):
            raise ValueError(f"{name}(r) must return one finite number for each r; correct it")
        return values

    return checked


def _in_one_line(problem: Exception) -> str:
    return f"{type(problem).__name__}: {shown(str(problem))[1:-1]}"


def _check_potential(
    potential: Callable[[NDArray], NDArray], force: Callable[[NDArray], NDArray], period: float
) -> None:
    """Raise ValueError unless V has the period, is not constant, and `force` is its derivative."""
    r = period * (np.arange(_POINTS) / _POINTS - 0.5)
    values, step = potential(r), _STEP * period
    if not np.ptp(values) > 0:
        raise ValueError("potential(r) must not be constant, or nothing would move; write another function")
    slope = (8.0 * (potential(r + step) - potential(r - step)) - potential(r + 2 * step) + potential(r - 2 * step)) / (
        12.0 * step
    )
    height, steepness = np.ptp(values), max(np.ptp(values) / period, np.max(np.abs(slope)))
    length = "2 pi" if period == ROTORS.period else f"{period:g}"
    for demand, difference, size in (
        (f"potential(r) must have the period {length}", potential(r + period) - values, height),
        ("force(r) must be the derivative of potential(r)", force(r) - slope, steepness),
        (f"force(r) must have the period {length}", force(r + 2.0 * period) - slope, steepness),
    ):
        worst = int(np.argmax(np.abs(difference)))
        if not abs(difference[worst]) < _TOLERANCE * size:
            raise ValueError(f"{demand}; at r = {r[worst]:.4g} they differ by {difference[worst]:.2g}; correct it")


def _fourier(potential: Callable[[NDArray], NDArray], period: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Fourier coefficients of V, of cosines and of sines, up to the last that counts.

    Raises ValueError if these are more than 16.
    """
    amplitudes = np.fft.rfft(potential(period * np.arange(_POINTS) / _POINTS))[:-1] * 2.0 / _POINTS
    amplitudes[0] *= 0.5
    sizes = np.arange(amplitudes.size) * np.abs(amplitudes)  # of the harmonics of V'
    counts = sizes > _SMALLEST * sizes.max()
    last = int(np.flatnonzero(counts)[-1])
    if last > _HARMONICS:
        raise ValueError(
            f"potential(r) must be smooth: {last} harmonics are needed for it, at most {_HARMONICS} are used; round it"
        )
    digits = 12 - int(np.floor(np.log10(np.abs(amplitudes).max())))
    parts = amplitudes[: last + 1].real, -amplitudes[: last + 1].imag
    return tuple(tuple(float(round(a, digits)) + 0.0 for a in part) for part in parts)


def _check_self_contained(source: bytes) -> None:
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
                    f"line {node.lineno} needs {shown(other)}, whose changes would not be noticed; "
                    "write its content into this file"
                )
