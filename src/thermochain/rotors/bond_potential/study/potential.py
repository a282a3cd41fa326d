"""A bond potential from a Python file of the user: V for the Gibbs state, V' for the kernel."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from thermochain.engine.bond_values import bond_values
from thermochain.rotors.bond_potential.periodic_bond import grid

_STEP = 1e-3  # of the difference quotient of fourth order, whose error is V^(5) step^4/30
_TOLERANCE = 1e-8  # of V and V', over the largest of either


@dataclass(frozen=True, eq=False)
class BondPotential:
    """V(r) of period 2 pi.

    Attributes
    ----------
    potential
        V, from and to NumPy arrays.
    force
        V', compiled, on vectors of eight replicas as in `dynamics.bond_forces`.
    """

    potential: Callable[[NDArray], NDArray]
    force: Callable


def load_potential(path: str | Path) -> BondPotential:
    """The functions `potential` and `force` of a Python file.

    Raises ValueError, naming the file, if one of them is missing, V is not of period 2 pi, or force is not V'.
    """
    module = _module(Path(path))
    for name in ("potential", "force"):
        if not callable(getattr(module, name, None)):
            raise ValueError(f"file={str(path)!r} must define the function {name}(r); see workflow/potentials/rotor.py")
    bond = BondPotential(module.potential, module.force)
    _check(bond, path)
    return bond


def _module(path: Path) -> ModuleType:
    if path.suffix != ".py" or not path.is_file():
        raise ValueError(f"file={str(path)!r} must be a Python file that is there; correct the path")
    spec = importlib.util.spec_from_file_location(f"bond_potential_{path.stem}", path)
    assert spec is not None  # the suffix is .py
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _check(bond: BondPotential, path: str | Path) -> None:
    r, V = grid(), bond.potential
    values = V(r)
    if not np.ptp(values) > 0:
        raise ValueError(f"file={str(path)!r}: potential(r) must not be constant; nothing would move")
    slope = (8.0 * (V(r + _STEP) - V(r - _STEP)) - V(r + 2 * _STEP) + V(r - 2 * _STEP)) / (12.0 * _STEP)
    differences = {
        "potential(r) must have the period 2 pi": V(r + 2.0 * np.pi) - values,
        "force(r) must be the derivative of potential(r)": bond_values(bond.force, r) - slope,
        "force(r) must have the period 2 pi": bond_values(bond.force, r + 4.0 * np.pi) - slope,
    }
    largest = max(np.ptp(values), np.max(np.abs(slope)))
    for demand, difference in differences.items():
        worst = int(np.argmax(np.abs(difference)))
        if not abs(difference[worst]) < _TOLERANCE * largest:
            raise ValueError(
                f"file={str(path)!r}: {demand}; at r = {r[worst]:.4g} they differ by {difference[worst]:.2g}"
            )
