"""Numbers of docs/errata_ios.md."""

import thermochain as tc
from docs.numbers.driven import figure_9, sigmas
from docs.numbers.published_protocol import numbers as protocol_numbers
from docs.numbers.tables import both, fixed, of, reference, reference_paper, row, rows, with_error
from thermochain.rotors.macroscopic.fixed_point import solve_fixed_points

# name -> beginning of the quantity in the comparison with the paper
_THRESHOLDS = {
    "onset": "p_right of a flat T at x = -1",
    "flat": "p_right of a flat T at x = 1",
    "zero": "|p_right| of Je = 0",
    "minimum": "lowest p_right with dJe/dT_right > 0 at p_left = 0, T_left = 0.3, for some",
    "top": "lowest p_right with dJe/dT_right > 0 at p_left = 0, T_left = 0.3, for all",
}


def numbers() -> dict[str, str]:
    """Name -> text."""
    return {**_coefficients(), **_thresholds(), **_iterations(), **_chain()}


def _coefficients() -> dict[str, str]:
    onsager, published = reference_paper("green_kubo/tables/onsager"), tc.published_coefficients()
    cold, one, warm = (row(onsager, temperature=T) for T in (0.3, 1.0, 1.5))
    starts = reference("published_protocol/tables/thermalisation")
    langevin, gibbs = (row(starts, temperature=0.3, start=start) for start in ("langevin", "gibbs"))
    protocol = protocol_numbers()
    return {
        "pp_cold": both(cold, "pp"),
        "ee_cold": of(cold, "ee", "error"),
        "pp_one": of(one, "pp", "error"),
        "pp_warm": of(warm, "pp", "error"),
        "ee_warm": of(warm, "ee", "error"),
        "pp_cold_fit": fixed(float(published.pp(0.3)), 2),
        "ee_cold_fit": fixed(float(published.ee(0.3)), 2),
        "pp_one_fit": fixed(float(published.pp(1.0)), 3),
        "pp_warm_fit": fixed(float(published.pp(1.5)), 2),
        "ee_warm_fit": fixed(float(published.ee(1.5)), 2),
        "pp_protocol": of(langevin, "pp_single"),
        "pp_exact": of(gibbs, "pp_every"),
        "winding_fraction": protocol["winding_fraction"],
        **{name: text for name, text in protocol.items() if name.startswith(("expected_", "fit_"))},
        **_longer(),
    }


def _longer() -> dict[str, str]:
    """Winding fraction and K^pp from one origin after longer Langevin dynamics."""
    found = {}
    times = rows(reference("published_protocol/tables/langevin_times"), start="langevin", time_step=0.1)
    for time in (100, 200, 400):
        line = row(times, langevin_time=time)
        found[f"winding_{time}"] = with_error(line.winding / line.winding_gibbs, line.winding_std / line.winding_gibbs)
        found[f"pp_{time}"] = of(line, "pp_single")
    return found


def _thresholds() -> dict[str, str]:
    comparison = reference("macroscopic/tables/paper_comparison")
    found = {}
    for name, start in _THRESHOLDS.items():
        line = comparison[comparison.quantity.str.startswith(start)].iloc[0]
        found[name], found[f"{name}_published"] = of(line, "measured"), fixed(line.published, 3)
    for name, end in (("least_low", "lowest"), ("least_high", "highest")):
        line = comparison[comparison.quantity.str.startswith(f"{end} p_right with the global minimum")].iloc[0]
        found[name] = fixed(line.published, 4)
    return found


def _chain() -> dict[str, str]:
    """By how many errors the shorter chains have the maximum of Figure 9."""
    found = sigmas(figure_9(), 0.6)
    return {name: found[name] for name in ("maximum_65", "maximum_129", "maximum_257")}


def _iterations() -> dict[str, str]:
    found = {}
    for reading in ("new", "old"):
        solved = solve_fixed_points(tc.published_coefficients(), 0.3, 0.3, 0.0, 2.0, 1000, reading=reading)
        found[f"updates_{reading}"] = str(solved.iterations[0])
        found["strongest"] = fixed(float(solved.energy_current[0]), 5)
    return found
