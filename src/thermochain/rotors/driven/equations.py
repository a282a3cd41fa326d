"""The stationary equations (IOS 2.30) with the measured and with the published coefficients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.curve_errors import curve_error

MEASURED, PUBLISHED = "measured", "published"
WITH_CONTACTS = "measured with contacts"  # measured coefficients between the boundary values of the bulk


@dataclass(frozen=True, eq=False)
class Equations:
    """The two sets of transport coefficients of (2.30), measured and published."""

    measured: TransportCoefficients
    published: TransportCoefficients

    @property
    def by_name(self) -> dict[str, TransportCoefficients]:
        """The coefficients by the names `MEASURED` and `PUBLISHED`."""
        return {MEASURED: self.measured, PUBLISHED: self.published}

    def solutions(self, quantity: Callable[[TransportCoefficients], ArrayLike]) -> dict[str, tuple[NDArray, NDArray]]:
        """A quantity and its standard error for each set of coefficients; an error of zero means that it is unknown."""
        return {
            name: (np.asarray(quantity(coefficients)), curve_error(coefficients, quantity))
            for name, coefficients in self.by_name.items()
        }
