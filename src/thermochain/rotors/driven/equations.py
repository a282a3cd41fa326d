"""The stationary equations (IOS 2.30) with the measured and, for rotors, with the published coefficients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients, published_coefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.macroscopic.contacts import Contacts, measured_contacts
from thermochain.rotors.potential import ROTORS, Potential

MEASURED, PUBLISHED = "measured", "published"
WITH_CONTACTS = "measured with contacts"  # measured coefficients between the boundary values of the bulk


@dataclass(frozen=True, eq=False)
class Equations:
    """The sets of transport coefficients of (2.30): the measured one and, for rotors alone, the published one."""

    measured: TransportCoefficients
    published: TransportCoefficients | None

    @classmethod
    def of(cls, measured: TransportCoefficients, potential: Potential) -> Equations:
        """The measured coefficients of chains with this potential, and the published ones if there are any."""
        return cls(measured, published_coefficients() if potential is ROTORS else None)

    @property
    def contacts(self) -> Contacts | None:
        """The measured resistances of the contacts of rotors; None with another potential, whose are not known."""
        return None if self.published is None else measured_contacts()

    @property
    def by_name(self) -> dict[str, TransportCoefficients]:
        """The coefficients by the names `MEASURED` and, if there are any, `PUBLISHED`."""
        measured = {MEASURED: self.measured}
        return measured if self.published is None else measured | {PUBLISHED: self.published}

    def solutions(self, quantity: Callable[[TransportCoefficients], ArrayLike]) -> dict[str, tuple[NDArray, NDArray]]:
        """A quantity and its standard error for each set of coefficients; an error of zero means that it is unknown."""
        return {
            name: (np.asarray(quantity(coefficients)), curve_error(coefficients, quantity))
            for name, coefficients in self.by_name.items()
        }
