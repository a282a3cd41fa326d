"""Numbers of docs/evolution.md: the figures' states."""

import thermochain as tc
from docs.numbers.tables import REFERENCE, fixed, reference, rows


def numbers() -> dict[str, str]:
    """Name -> text."""
    c = tc.load_coefficients(REFERENCE / "coefficients/measured.json")
    baths = {"T_left": 0.6, "T_right": 0.4, "p_left": 0.0}
    driven = rows(reference("evolution/figures/series"), case="driven")
    gained = driven.entropy.iloc[-1]
    return {
        "at_rest": fixed(float(tc.energy_current(c, **baths, p_right=0.0)), 2),
        "turning": fixed(float(tc.energy_current(c, **baths, p_right=1.2)), 2),
        "overshoot": fixed(100.0 * (driven.entropy.max() / gained - 1.0), 0),
    }
