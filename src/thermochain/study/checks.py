"""Argument checks: one sentence with the name, the value, the limit and the remedy."""

import math
from numbers import Integral, Real


def check_positive(name: str, value: object) -> None:
    """Raise ValueError unless `value` is a finite real number > 0."""
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value) or value <= 0:
        raise ValueError(f"{name}={value!r} must be a finite number > 0")


def check_integer(name: str, value: object, *, at_least: int) -> None:
    """Raise ValueError unless `value` is an integer >= `at_least`."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < at_least:
        raise ValueError(f"{name}={value!r} must be an integer >= {at_least}")


def check_range(name: str, value: float, low: float, high: float, remedy: str) -> None:
    """Raise ValueError unless low <= value <= high."""
    if not low <= value <= high:
        raise ValueError(f"{name}={value:g} must lie in [{low:g}, {high:g}]; {remedy}")


def check_multiple(name: str, value: float, unit_name: str, unit: float) -> None:
    """Raise ValueError unless `value` is a whole number (>= 1) of `unit`."""
    ratio = value / unit
    if round(ratio) < 1 or abs(ratio - round(ratio)) > 1e-6:
        nearest = max(1, round(ratio)) * unit
        raise ValueError(f"{name}={value:g} must be a multiple of {unit_name} ({unit:g}); try {nearest:.10g}")
