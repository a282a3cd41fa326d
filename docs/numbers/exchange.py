"""Numbers of docs/exchange.md: stochastic exchange of energy, theory beside simulation."""

import numpy as np
import pandas as pd

import thermochain as tc
from docs.numbers.tables import digits, fixed, markdown, of, reference, row, rows, with_error

_QUANTITIES = {"E_1": "E_1", "E_4": "E_4", "kappa": "kappa", "C_11": "M Var E_1", "C_44": "M Var E_4"}


def _particles(stationary: pd.DataFrame) -> str:
    chains = rows(stationary, rate="sum_sqrt")
    numbers = sorted(set(chains.particles))
    lines = []
    for quantity, words in _QUANTITIES.items():
        cells = [row(chains, quantity=quantity, particles=M) for M in numbers]
        printed = "" if np.isnan(cells[0].printed) else digits(cells[0].printed, 4)
        texts = [with_error(cell.simulated, cell["std"]) for cell in cells]
        lines.append((words, *texts, digits(cells[0].theory, 4), printed))
    return markdown(["", *(f"M = {M:g}" for M in numbers), "theory", "printed"], lines)


def _refuted(stationary: pd.DataFrame) -> dict[str, str]:
    """Distance of the simulated variances from what Theorem 6.1 prints."""
    variances = stationary[stationary.quantity.isin([f"C_{i}{i}" for i in range(1, 5)])]
    z = ((variances.simulated - variances.printed) / variances["std"]).abs()
    return {"variances": f"{len(z)}", "least_z": fixed(float(z.min()), 1), "largest_z": fixed(float(z.max()), 0)}


def _others(stationary: pd.DataFrame) -> str:
    lines = []
    for rate in ("harmonic_mean_sqrt", "min_sqrt", "constant"):
        line = row(stationary, rate=rate, quantity="kappa", particles=stationary.particles.max())
        lines.append((f"`{rate}`", with_error(line.simulated, line["std"]), digits(line.theory, 4)))
    return markdown(["rate", "kappa, simulated", "theory"], lines)


def _mesoscopic(convergence: pd.DataFrame) -> str:
    found = rows(convergence, study="mesoscopic")
    lines = [
        (f"{line.particles:g}", with_error(line.distance, line["std"]), fixed(line.particles * line.distance, 2))
        for _, line in found.iterrows()
    ]
    return markdown(["M", "Wasserstein distance", "M times it"], lines)


def _kinetic(currents: pd.DataFrame) -> dict[str, str]:
    chains = rows(currents, source="chain")
    lines = [(f"{line.n_cells:g}", with_error(line.value, line["std"])) for _, line in chains.iterrows()]
    others = {name: row(currents, source=name) for name in ("limit", "contact", "ring", "correction")}
    found = {name: with_error(line.value, line["std"]) for name, line in others.items()}
    static = row(currents, source="static")
    return found | {"kinetic": markdown(["cells", "kappa/sqrt(T)"], lines), "static": fixed(static.value, 6)}


def _coupling(coupling: pd.DataFrame) -> str:
    lines = [
        (f"{line.coupling:g}", digits(line.over_square, 4), "" if np.isnan(line.exponent) else fixed(line.exponent, 2))
        for _, line in coupling[coupling.coupling > 0].iterrows()
    ]
    return markdown(["delta", "kappa/delta^2", "local power"], lines)


def _levels(levels: pd.DataFrame) -> str:
    lines = []
    for level in dict.fromkeys(levels.level):
        found = rows(levels, level=level)
        cells = [found[np.isclose(found.position, x)] for x in (0.25, 0.5, 0.75)]
        if any(cell.empty for cell in cells):
            continue
        first = found.iloc[0]
        energies = [of(c.iloc[0], "energy") if c.iloc[0].energy_std > 0 else fixed(c.iloc[0].energy, 3) for c in cells]
        current, std = first.current * first.flux_factor, first.current_std * first.flux_factor
        text = f"{current:.5f}" if std < 1e-5 else with_error(current, std)
        lines.append((level, *energies, text))
    return markdown(["level", "cell 1", "cell 2", "cell 3", "current"], lines)


def _long_range() -> dict[str, str]:
    """N times the Gaussian covariance of the energies at x = 1/4 and 3/4, between unequal and equal baths."""
    found = {}
    for name, (T_left, T_right) in (("correlation", (1.0, 2.0)), ("equal", (1.5, 1.5))):
        for N in (31, 63, 127):
            chain = tc.EnergyExchange(
                rate="sum_sqrt", n_cells=N, particles_per_cell=1000, T_left=T_left, T_right=T_right
            )
            quarter = (N + 1) // 4
            covariance = chain.linear_noise_covariance()[quarter - 1, 3 * quarter - 1]
            found[f"{name}_{N}"] = fixed(float(N * covariance), 3)
    return found


def numbers() -> dict[str, str]:
    """Name -> text."""
    stationary, convergence = reference("exchange/figures/stationary"), reference("exchange/figures/convergence")
    limit = rows(convergence, study="limit").iloc[0]
    mesoscopic = rows(convergence, study="mesoscopic")
    fourier, two_point = reference("exchange/figures/fourier"), reference("exchange/figures/two_point")
    slopes = rows(fourier, gap=fourier.gap.min())
    gl = reference("exchange/figures/ginzburg_landau")
    levels = reference("exchange/figures/levels")
    z = ((two_point.simulated - two_point.exact) / two_point["std"]).abs()
    sigma = row(stationary, rate="sum_sqrt", quantity="sigma", particles=400)
    ratio = rows(levels, level="billiard").iloc[0], rows(levels, level="jump process").iloc[0]
    share = ratio[1].current / ratio[0].current
    found = {
        "particles": _particles(stationary),
        "others": _others(stationary),
        "mesoscopic": _mesoscopic(convergence),
        "coupling": _coupling(reference("exchange/figures/coupling")),
        "levels": _levels(levels),
        "law": with_error(limit.slope, limit.slope_std),
        "mesoscopic_power": digits(mesoscopic.slope.iloc[0], 2),
        "floor_low": fixed(float(mesoscopic.floor.min()), 3),
        "floor_high": fixed(float(mesoscopic.floor.max()), 3),
        "entropy": with_error(sigma.simulated, sigma["std"]),
        "entropy_theory": fixed(sigma.theory, 4),
        "two_point": f"{len(two_point)}",
        "two_point_z": fixed(float(z.max()), 1),
        "share": with_error(share, share * np.hypot(*(level.current_std / level.current for level in ratio))),
        "factor": fixed(float(ratio[1].flux_factor), 2),
    }
    for rate in ("sum_sqrt", "harmonic_mean_sqrt", "min_sqrt"):
        found[f"fourier_{rate}"] = fixed(float(row(slopes, rate=rate).slope), 3)
    for name, power in (("constant", 0.0), ("root", 0.5)):
        for source in ("ring", "static", "correction"):
            line = row(gl, mobility="geodesic", density_power=power, source=source)
            found[f"gl_{name}_{source}"] = (
                with_error(line.value, line["std"]) if line["std"] > 0 else fixed(line.value, 4)
            )
    return found | _long_range() | _refuted(stationary) | _kinetic(reference("exchange/figures/kinetic_currents"))
