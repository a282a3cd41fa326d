"""Argument checks of the study beside those of `models.checks`, in the same words."""

import math

from thermochain.models.checks import check_integer, check_positive, check_range, is_number, shown

__all__ = ["check_integer", "check_multiple", "check_positive", "check_range", "is_number", "shown"]


def check_multiple(name: str, value: float, unit_name: str, unit: float) -> None:
    """Raise ValueError unless `value` is a whole number (>= 1) of `unit`."""
    ratio = value / unit
    if not math.isfinite(ratio):
        raise ValueError(f"{name}={value:g} must be a multiple of {unit_name} ({unit:g}); take a smaller one")
    if round(ratio) < 1 or abs(ratio - round(ratio)) > 1e-6:
        nearest = max(1, round(ratio)) * unit
        raise ValueError(f"{name}={value:g} must be a multiple of {unit_name} ({unit:g}); try {nearest:.10g}")
