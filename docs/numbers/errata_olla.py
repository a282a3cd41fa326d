"""Numbers of docs/errata_olla.md."""

from docs.numbers.tables import fixed, of, reference, row, with_error


def numbers() -> dict[str, str]:
    """Name -> text."""
    harmonic = reference("harmonic/tables/comparison")  # its fourth column holds exact moments
    force = row(harmonic, quantity="N J of a constant force (38)")
    power = row(harmonic, quantity="exponent of the current in N, velocity exchange")
    released = row(reference("anharmonic/tables/comparison"), quantity="mean temperature, released, t = 0.05")
    coupling = reference("exchange/figures/coupling").dropna(subset="exponent").sort_values("coupling")
    found = {
        "coupling_power": fixed(coupling[coupling.coupling > 0].exponent.iloc[0], 2),
        "force": with_error(force.iloc[3], force.error),
        "exchange_power": fixed(power.iloc[3], 2),
        "released": of(released, "simulated"),
        "released_printed": fixed(released.printed, 3),
        "released_solved": fixed(released.predicted, 3),
    }
    ratios = reference("exchange/figures/mobility").query(
        "pinning == 'quartic' and bond == 'harmonic' and first == second"
    )
    for energy, decimals in ((1, 3), (100, 4), (1000, 4)):
        found[f"ratio_{energy}"] = fixed(row(ratios, first=energy).ratio, decimals)
    rings = reference("harmonic/figures/ring_errors")
    longest = rings[(rings.equation == 27) & (rings.n == rings.n.max())].max()
    found |= {"ring": fixed(longest.temperature_error, 3), "ring_printed": fixed(longest.printed_error, 3)}
    for rate in (0.25, 0.5, 1.0):
        line = row(harmonic, quantity=f"D_e, bending, exchange (27), rate {rate:g}")
        found[f"bending_{100 * rate:.0f}"] = with_error(line.iloc[3], line.error)
    return found
