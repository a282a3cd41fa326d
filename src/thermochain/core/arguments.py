"""Checks of arguments, whose messages state in one line the name, the value, the limit and the remedy."""

import math
from collections.abc import Iterable
from numbers import Integral, Real

import numpy as np
from numpy.typing import NDArray

_MOST_SHOWN = 60  # characters of a value in a message
_SHORTEST_STEP, _LONGEST_STEP = 1e-4, 0.25  # limits of a time step for bonds of stiffness 1
_WIDTHS = 7.0  # a momentum that hardly a rotor reaches, in units of the width of the Maxwell distribution
_LARGEST = 1e15  # the largest integer that is accepted; neighbouring integers below it differ as floats


def shown(value: object) -> str:
    """Text of a value for a message, on one line and of limited length."""
    try:
        text = " ".join(repr(value).split())
    except Exception:  # any error of a __repr__, and integers of thousands of digits
        text = f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."


def is_number(value: object) -> bool:
    """Whether `value` is a finite real number that a float can hold; True and False are not numbers."""
    if type(value) is float:  # as nearly all are; the questions below take longer
        return math.isfinite(value)
    if isinstance(value, bool | np.bool) or not isinstance(value, Real):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def check_positive(name: str, value: object) -> None:
    """Raise ValueError unless `value` is a finite real number > 0."""
    if not is_number(value) or value <= 0:
        raise ValueError(f"{name}={shown(value)} must be a finite number > 0; pass a number > 0")


def check_integer(name: str, value: object, *, at_least: int, at_most: int | None = None) -> None:
    """Raise ValueError unless `value` is an integer >= `at_least` and <= `at_most`."""
    whole = type(value) is int or (isinstance(value, Integral) and not isinstance(value, bool))
    if not whole or value < at_least:
        raise ValueError(f"{name}={shown(value)} must be an integer >= {at_least}; pass an integer >= {at_least}")
    if value > (_LARGEST if at_most is None else at_most):
        limit = f"{_LARGEST:g}" if at_most is None else at_most
        raise ValueError(f"{name}={shown(value)} must be an integer <= {limit}; pass a smaller integer")


def check_range(name: str, value: float, low: float, high: float, remedy: str) -> None:
    """Raise ValueError unless low <= value <= high."""
    if not low <= value <= high:
        raise ValueError(f"{name}={value:.10g} must lie in [{low:g}, {high:g}]; {remedy}")


def check_step(time_step: float, stiffness: float = 1.0) -> None:
    """Raise ValueError unless the step dt of a Verlet scheme resolves bonds of the given largest stiffness V''.

    The frequencies of a chain reach 2 sqrt(V''), at which the scheme is unstable from dt sqrt(V'') = 1; a quarter of
    that keeps the relative errors, of order V'' dt^2, at some percent.
    """
    longest = _LONGEST_STEP / math.sqrt(stiffness)
    remedy = f"bonds of stiffness {stiffness:.4g} are not resolved outside"
    check_range("time_step", time_step, _SHORTEST_STEP / math.sqrt(stiffness), longest, remedy)


def check_thermal_turns(time_step: float, temperature: float) -> None:
    """Raise ValueError unless `check_turns` holds for momenta that hardly a rotor of a ring has at this temperature."""
    check_turns(time_step, _WIDTHS * temperature**0.5, temperature=temperature)


def check_turns(time_step: float, momentum: float, **causes: float) -> None:
    """Raise ValueError if a rotor with this momentum, or nan, turns by half a turn or more in a step.

    Bonds see angles up to whole turns only, so a rotor of momentum 2 pi/dt would move as one at rest.  `causes` are the
    parameters from which the momentum follows, by name.
    """
    if not momentum * time_step < math.pi:
        given = "".join(f"{name}={value:.10g}, " for name, value in causes.items())
        raise ValueError(
            f"{given}time_step={time_step:g}: momenta reach {momentum:.3g}, and no rotor may turn by half a turn in a "
            f"step; choose time_step < {math.pi / momentum:.3g}"
        )


def check_multiple(name: str, value: float, unit_name: str, unit: float) -> None:
    """Raise ValueError unless `value` is a whole number (>= 1) of `unit`."""
    ratio = value / unit
    if not math.isfinite(ratio):
        raise ValueError(f"{name}={value:g} must be a multiple of {unit_name} ({unit:g}); pass a smaller number")
    if round(ratio) < 1 or abs(ratio - round(ratio)) > 1e-6:
        nearest = max(1, round(ratio)) * unit
        raise ValueError(f"{name}={value:g} must be a multiple of {unit_name} ({unit:g}); try {nearest:.10g}")


def check_choice(name: str, value: object, choices: Iterable[str]) -> None:
    """Raise ValueError unless `value` is one of the names."""
    names = tuple(choices)
    if not isinstance(value, str) or value not in names:
        raise ValueError(f"{name}={shown(value)} must be one of {', '.join(map(repr, names))}; pass one of them")


def check_kind(name: str, value: object, kind: type | tuple[type, ...], remedy: str) -> None:
    """Raise ValueError unless `value` is an instance of `kind`."""
    if not isinstance(value, kind):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        wanted = " or ".join(k.__name__ for k in kinds)
        raise ValueError(f"{name}={shown(value)} must be of the kind {wanted}; {remedy}")


def real_array(name: str, value: object, what: str = "real numbers") -> NDArray:
    """Array of integers or floats made of `value`; it may contain nan.

    Raises ValueError if `value` has elements of any other kind, or masked ones, whose mask would be lost.
    """
    if np.ma.is_masked(value):
        raise ValueError(f"{name}={shown(value)} must have no masked elements; leave them out, or fill them")
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        array = np.asarray(None)
    if array.size == 0:
        array = array.astype(float)  # an empty column of a table has no numeric type
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name}={shown(value)} must be {what}; pass a number or an array of numbers")
    return array
