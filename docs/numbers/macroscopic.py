"""Numbers of docs/macroscopic.md: the paper's numbers beside those of both sets of coefficients."""

import thermochain as tc
from docs.numbers.tables import digits, fixed, markdown, of, reference
from thermochain.core.convergence import NotConverged
from thermochain.rotors.macroscopic.fixed_point import solve_fixed_points

_READINGS = {"new": "p~^{n+1} in both", "old": "p^n in both", "printed": "as printed"}
_MOST_ITERATIONS = 3000


def _iterations(reading: str, p_right: float) -> str:
    """Updates of the fixed point at the lowest temperature of the figures."""
    c = tc.published_coefficients()
    try:
        found = solve_fixed_points(c, 0.3, 0.3, 0.0, p_right, 1000, reading=reading, max_iterations=_MOST_ITERATIONS)
    except NotConverged:
        return "does not converge"
    return str(found.iterations[0])


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = reference("macroscopic/tables/paper_comparison")
    lines = [
        (
            line.quantity.replace("|", "\\|"),
            line.place,
            f"{line.paper:g}",
            digits(line.published, 4),
            of(line, "measured"),
        )
        for _, line in table.iterrows()
    ]
    forms = reference("macroscopic/tables/form_robustness")
    good = forms[forms.describes]
    thresholds = good[good.quantity.str.contains("p_right") | good.quantity.str.contains("T_left")]
    refitted = forms[forms.form == "(A.2), refitted"]
    start = "lowest p_right with dJe/dT_right > 0 at p_left = 0, T_left = 0.3, for some"
    minimum = table[table.quantity.str.startswith(start)].iloc[0]
    return {
        "iterations": markdown(
            ["p_R", *_READINGS.values()],
            [(f"{p:g}", *(_iterations(reading, p) for reading in _READINGS)) for p in (1.0, 1.36, 1.4, 2.0)],
        ),
        "comparison": markdown(["quantity", "place", "printed", "published", "measured"], lines),
        "local_minimum": fixed(minimum.published, 3),
        "form_sigmas": fixed(float(thresholds.change_over_std.abs().max()), 1),
        "form_change": fixed(float(thresholds.change.abs().max()), 3),
        "refitted_sigmas": fixed(float(refitted.change_over_std.abs().max()), 0),
    }
