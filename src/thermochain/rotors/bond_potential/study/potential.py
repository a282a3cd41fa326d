"""A bond potential from a Python file of the user: V for the Gibbs state, V' for the kernel."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from numpy.typing import NDArray

from thermochain.engine.bond_values import bond_values
from thermochain.rotors.bond_potential.potential_law import check_functions, check_potential


@dataclass(frozen=True, eq=False)
class BondPotential:
    """Potential V(r) of period 2 pi and its derivative.

    Attributes
    ----------
    potential
        V, a function of NumPy arrays.
    force
        V', compiled, on vectors of eight replicas as in `engine.bond_forces`.
    """

    potential: Callable[[NDArray], NDArray]
    force: Callable

    def force_values(self, r: NDArray) -> NDArray:
        """V'(r) elementwise, shape (n,), n a multiple of eight."""
        return bond_values(self.force, r)


def load_potential(path: str | Path) -> BondPotential:
    """Bond potential from the functions `potential` and `force` of a Python file.

    Raises ValueError, naming the file, if one of them is missing, V is not of period 2 pi, or force is not V'.
    """
    module = _module(Path(path))
    check_functions(str(path), vars(module))
    bond = BondPotential(module.potential, module.force)
    try:
        check_potential(bond.potential, bond.force_values)
    except ValueError as problem:
        raise ValueError(f"file={str(path)!r}: {problem}") from None
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
