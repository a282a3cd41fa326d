"""Checks of springs, pinnings and baths of a network; messages give the name, the value, the limit and the remedy."""

from collections.abc import Iterable, Mapping
from numbers import Integral

from thermochain.core.arguments import is_number, shown

_MOST_LISTED = 8
_MOST_MASSES = 8000  # eight matrices of (2n)^2 numbers of eight bytes are then 16 GiB
_LARGEST = 1e12


def checked_springs(springs: object) -> dict[tuple[int, int], float]:
    """Checked springs, with the smaller mass of each pair first."""
    if not isinstance(springs, Mapping):
        raise ValueError(f"springs={shown(springs)} must map pairs of masses to strengths, such as {{(1, 2): 1.0}}")
    checked = {}
    for pair, strength in springs.items():
        if not isinstance(pair, tuple) or len(pair) != 2 or pair[0] == pair[1]:
            raise ValueError(
                f"springs has the key {shown(pair)}, which must be a pair of different masses, such as (1, 2)"
            )
        for mass in pair:
            _check_mass("springs", mass)
        _check_number(f"springs[{pair[0]}, {pair[1]}]", strength, zero_allowed=False)
        first, second = sorted(map(int, pair))
        if (first, second) in checked:
            raise ValueError(f"springs joins {first} and {second} twice; add the two strengths in one entry")
        checked[first, second] = float(strength)
    return checked


def checked_strengths(name: str, values: object, *, zero_allowed: bool) -> float | dict[int, float]:
    """Checked numbers of all masses: one for all, or mass -> number."""
    if isinstance(values, Mapping):
        return checked_masses(name, values, zero_allowed=zero_allowed)
    _check_number(name, values, zero_allowed=zero_allowed)
    return float(values)  # type: ignore[arg-type]  # it is a number


def checked_masses(name: str, values: object, *, zero_allowed: bool) -> dict[int, float]:
    """Checked mass -> number, sorted by mass."""
    if not isinstance(values, Mapping) or not values:
        raise ValueError(f"{name}={shown(values)} must map at least one mass to a number, such as {{1: 1.0}}")
    for mass, value in values.items():
        _check_mass(name, mass)
        _check_number(f"{name}[{mass}]", value, zero_allowed=zero_allowed)
    return {int(mass): float(values[mass]) for mass in sorted(values)}


def checked_anharmonicity(springs: Iterable[tuple[int, int]], values: object) -> list[float]:
    """Checked c_ij of the quartic springs, in the order of `springs`: one for all, or pair -> c_ij and 0 for others."""
    springs = list(springs)
    if not isinstance(values, Mapping):
        _check_number("anharmonicity", values, zero_allowed=True)
        return [float(values)] * len(springs)  # type: ignore[arg-type]  # it is a number
    given: dict[tuple[int, int], float] = {}
    for pair, value in values.items():
        ordered = tuple(sorted(pair)) if isinstance(pair, tuple) else pair
        if ordered not in springs or ordered in given:
            raise ValueError(
                f"anharmonicity has the key {shown(pair)}, which must name a spring of the network, once; take one of "
                f"{', '.join(map(str, springs[:_MOST_LISTED]))}"
            )
        _check_number(f"anharmonicity[{pair[0]}, {pair[1]}]", value, zero_allowed=True)
        given[ordered] = float(value)
    return [given.get(pair, 0.0) for pair in springs]


def check_same_masses(friction: Mapping[int, float], temperature: Mapping[int, float]) -> None:
    """Raise ValueError unless both name the same masses."""
    for name, other, one, two in (
        ("temperature", "friction", temperature, friction),
        ("friction", "temperature", friction, temperature),
    ):
        extra = sorted(set(one) - set(two))
        if extra:
            raise ValueError(f"{name} names mass {extra[0]}, but {other} does not; a bath needs both")


def check_number_of_masses(n_masses: int) -> None:
    """Raise ValueError if the covariance of so many masses, and the matrices that solve for it, exceed the memory."""
    if n_masses > _MOST_MASSES:
        raise ValueError(
            f"the network names the mass {n_masses}, at most {_MOST_MASSES} are allowed, whose matrices take 16 GiB; "
            "number them from 1 without gaps, or take fewer"
        )


def check_named_mass(name: str, mass: object, n_masses: int) -> None:
    """Raise ValueError unless `mass` is one of 1 .. n."""
    if isinstance(mass, bool) or not isinstance(mass, Integral) or not 1 <= mass <= n_masses:
        raise ValueError(f"{name}={shown(mass)} must be one of the masses 1 to {n_masses}")


def listed(masses: Iterable[int]) -> str:
    """Text that lists masses for a message, at most eight of them."""
    names = [str(mass) for mass in masses]
    return ", ".join(names[:_MOST_LISTED]) + (f", ... ({len(names)} masses)" if len(names) > _MOST_LISTED else "")


def _check_mass(name: str, mass: object) -> None:
    if isinstance(mass, bool) or not isinstance(mass, Integral) or mass < 1:
        raise ValueError(
            f"{name} names the mass {shown(mass)}, which must be an integer >= 1; masses are numbered from 1"
        )


def _check_number(name: str, value: object, *, zero_allowed: bool) -> None:
    if not is_number(value) or value < 0 or (value == 0 and not zero_allowed):
        raise ValueError(f"{name}={shown(value)} must be a finite number {'>=' if zero_allowed else '>'} 0")
    smallest = 0.0 if name.startswith("temperature") else 1.0 / _LARGEST  # temperatures may vanish, strengths may not
    if value > _LARGEST or 0 < value < smallest:
        raise ValueError(
            f"{name}={shown(value)} must lie in [{smallest:g}, {_LARGEST:g}], or rounding hides it; change units"
        )
