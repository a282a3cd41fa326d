"""Numbers of docs/differences_from_print.md."""

from docs.numbers.tables import both, digits, fixed, of, reference, row, rows, stored, with_error

# name -> beginning of the quantity in the comparison with the paper, how many of that beginning come before
_THRESHOLDS = {
    "onset": "p_right of a flat T at x = -1",
    "flat": "p_right of a flat T at x = 1",
    "zero": "|p_right| of Je = 0",
    "minimum": "lowest p_right with dJe/dT_right > 0 at p_left = 0, T_left = 0.3, for some",
    "top": "lowest p_right with dJe/dT_right > 0 at p_left = 0, T_left = 0.3, for all",
}


def numbers() -> dict[str, str]:
    """Name -> text."""
    onsager = reference("green_kubo/tables/onsager")
    comparison = reference("macroscopic/tables/paper_comparison")
    cold, one, warm = (row(onsager, temperature=T) for T in (0.3, 1.0, 1.5))
    found = {
        "pp_cold": both(cold, "pp"),
        "ee_cold": of(cold, "ee", "error"),
        "pp_one": of(one, "pp", "error"),
        "pp_warm": of(warm, "pp", "error"),
        "ee_warm": of(warm, "ee", "error"),
    }
    for name, start in _THRESHOLDS.items():
        line = comparison[comparison.quantity.str.startswith(start)].iloc[0]
        found[name], found[f"{name}_published"] = of(line, "measured"), fixed(line.published, 3)
    beyond = comparison[comparison.quantity.str.contains("has no minimum")].iloc[0]
    found["no_minimum"] = fixed(beyond.published, 3)
    harmonic = reference("harmonic/tables/comparison")  # its fourth column holds exact moments
    force = row(harmonic, quantity="N J of a constant force (38)")
    found["force"] = with_error(force.iloc[3], force.error)
    for rate in (0.25, 0.5, 1.0):
        line = row(harmonic, quantity=f"D_e, bending, exchange (27), rate {rate:g}")
        found[f"bending_{100 * rate:.0f}"] = with_error(line.iloc[3], line.error)
    power = row(harmonic, quantity="exponent of the current in N, velocity exchange")
    found["exchange_power"] = fixed(power.iloc[3], 2)
    released = row(reference("anharmonic/tables/comparison"), quantity="mean temperature, released, t = 0.05")
    found["released"], found["released_printed"] = of(released, "simulated"), fixed(released.printed, 3)
    found["released_solved"] = fixed(released.predicted, 3)
    variance = row(reference("exchange/figures/stationary"), rate="sum_sqrt", particles=400, quantity="C_11")
    found["variance"] = with_error(variance.simulated, variance["std"])
    found["variance_theory"], found["variance_printed"] = fixed(variance.theory, 3), fixed(variance.printed, 3)
    contact = row(reference("exchange/figures/kinetic_currents"), source="contact")
    found["contact"] = with_error(contact.value, contact["std"])
    shares = rows(reference("billiard/tables/laws"), quantity="share")
    found["exact_distance"] = digits(float(shares[shares.law == "exact"].distance.max()), 1)
    stated = shares[shares.law != "exact"].distance
    found["stated_low"], found["stated_high"] = digits(float(stated.min()), 1), digits(float(stated.max()), 1)
    examples = reference(stored("networks/tables/examples", "networks/figures/examples"))
    found["example_4"] = fixed(float(row(examples, example="4", quantity="flux 5->6").iloc[2]), 3)
    return found
