"""Boundary values of the panels of Figures 1 and 3-13 of IOS.

A figure is a tuple of panels of one kind.  A profile panel shows the profiles for several values of one boundary
value, a map panel J^e over two boundary values, and a current panel J^e against one boundary value for several values
of another.  The boundary values that a panel does not vary are fixed.
"""

from dataclasses import dataclass, fields, replace
from typing import Self

NAMES = ("T_left", "T_right", "p_left", "p_right")


def _steps(start: float, stop: float, step: float) -> tuple[float, ...]:
    """Equidistant values from `start` to `stop`, both included."""
    n = round((stop - start) / step)
    return tuple(round(start + k * step, 10) for k in range(n + 1))


class Panel:
    """A panel of boundary values in units of the potential of rotors, whose unit of energy is 1."""

    fixed: dict[str, float]

    def in_units(self, energy: float) -> Self:
        """The panel for a potential with another unit of energy."""
        ranges = {"across_range": "across", "up_range": "up", "values": "varied"}
        scaled = {
            field.name: tuple(
                in_units(getattr(self, ranges[field.name]), value, energy) for value in getattr(self, field.name)
            )
            for field in fields(self)  # type: ignore[arg-type]  # every panel is a dataclass
            if field.name in ranges
        }
        fixed = {name: in_units(name, value, energy) for name, value in self.fixed.items()}
        return replace(self, fixed=fixed, **scaled)  # type: ignore[type-var]


def in_units(name: str, value: float, energy: float) -> float:
    """A boundary value for a potential with this unit of energy, to three digits.

    Temperatures are multiplied by it, momenta by its root.
    """
    return float(f"{value * (energy if name.startswith('T') else energy**0.5):.3g}")


@dataclass(frozen=True)
class ProfilePanel(Panel):
    """T(x) and p(x) for several values of one boundary value."""

    fixed: dict[str, float]  # boundary values that are the same for all profiles, by name
    varied: str  # name of the one that differs
    values: tuple[float, ...]  # its values


@dataclass(frozen=True)
class MapPanel(Panel):
    """J^e over a rectangle of two boundary values."""

    fixed: dict[str, float]  # the other boundary values, by name
    across: str  # name of the boundary value on the horizontal axis
    across_range: tuple[float, float]  # its range
    up: str  # name of the boundary value on the vertical axis
    up_range: tuple[float, float]  # its range


@dataclass(frozen=True)
class CurrentPanel(Panel):
    """J^e against one boundary value, one curve for each value of another."""

    fixed: dict[str, float]  # the other boundary values, by name
    across: str  # name of the boundary value on the horizontal axis
    across_range: tuple[float, float]  # its range
    varied: str  # name of the boundary value that differs between the curves
    values: tuple[float, ...]  # its values


_COLD_TO_HOT = (0.3, 1.0)
_TENTHS = _steps(0.3, 1.0, 0.1)

FIGURES: dict[int, tuple[ProfilePanel | MapPanel | CurrentPanel, ...]] = {
    # The paper does not give the values of its Figure 1; these show an inner maximum well off centre.
    1: (ProfilePanel({"T_left": 0.3, "T_right": 0.5, "p_left": 0.0}, "p_right", (1.5,)),),
    3: (
        ProfilePanel({"T_right": 0.3, "p_left": 0.0, "p_right": 0.0}, "T_left", _steps(0.3, 1.0, 0.02)),
        ProfilePanel({"T_left": 0.3, "T_right": 0.3, "p_left": 0.0}, "p_right", _steps(0.0, 2.0, 0.1)),
    ),
    4: tuple(
        MapPanel({"T_right": T, "p_left": 0.0}, "p_right", (-2.0, 2.0), "T_left", _COLD_TO_HOT) for T in (1.0, 0.3)
    ),
    5: (
        ProfilePanel({"T_left": 0.5, "T_right": 0.3, "p_left": 0.0}, "p_right", _steps(0.0, 2.0, 0.1)),
        ProfilePanel({"T_left": 0.8, "T_right": 1.0, "p_left": -1.0}, "p_right", _steps(-1.0, 1.0, 0.1)),
    ),
    6: tuple(
        MapPanel({"T_right": T, "p_left": -1.0}, "p_right", (-3.0, 1.0), "T_left", _COLD_TO_HOT) for T in (1.0, 0.3)
    ),
    # The caption swaps the panels; the text (left T_left = 1) is right.
    7: tuple(
        MapPanel({"T_left": T, "p_left": 0.0}, "p_right", (-2.0, 2.0), "T_right", _COLD_TO_HOT) for T in (1.0, 0.3)
    ),
    8: tuple(
        MapPanel({"p_left": 0.0, "p_right": p}, "T_left", _COLD_TO_HOT, "T_right", _COLD_TO_HOT)
        for p in (0.0, 0.5, 1.0, 2.0)
    ),
    # The paper's range and zoom, and the same zoom around the onset with the measured coefficients.
    9: tuple(
        CurrentPanel({"T_left": 0.3, "p_left": 0.0}, "T_right", _COLD_TO_HOT, "p_right", values)
        for values in (_steps(0.0, 2.0, 0.1), _steps(0.56, 0.7, 0.01), _steps(0.36, 0.46, 0.01))
    ),
    10: tuple(ProfilePanel({"T_left": 0.3, "p_left": 0.0, "p_right": p}, "T_right", _TENTHS) for p in (0.1, 2.0)),
    11: tuple(
        ProfilePanel({"T_left": 0.3, "p_left": 0.0, "p_right": p}, "T_right", (0.3, 1.0)) for p in (0.1, 0.6, 0.7, 0.8)
    ),
    12: (CurrentPanel({"T_right": 0.3, "p_left": -1.0}, "T_left", _COLD_TO_HOT, "p_right", _steps(-0.8, 0.5, 0.1)),),
    13: tuple(ProfilePanel({"T_right": 0.3, "p_left": -1.0, "p_right": p}, "T_left", _TENTHS) for p in (-3.0, -0.6)),
}
