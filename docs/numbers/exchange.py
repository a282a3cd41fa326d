"""Numbers of docs/exchange.md: stochastic exchange of energy, theory beside simulation."""

import numpy as np
import pandas as pd

import thermochain as tc
from docs.numbers.tables import digits, fixed, markdown, of, reference, row, rows, with_error
from thermochain.core.power_decay import fit_power_decay
from thermochain.exchange.barrier import Barrier
from thermochain.exchange.chain import Chain
from thermochain.exchange.rates import RATES
from thermochain.exchange.stability import stability

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


def _laws(convergence: pd.DataFrame) -> str:
    """Distances of laws, and M times them."""
    studies = [rows(convergence, study=study).set_index("particles") for study in ("mesoscopic", "gaussian")]
    lines = []
    for M in studies[0].index:
        found = [study.loc[M] for study in studies]
        cells = [(with_error(line.distance, line["std"]), fixed(M * line.distance, 2)) for line in found]
        lines.append((f"{M:g}", *cells[0], *cells[1]))
    lines.append(("exact limit", *(text for study in studies for text in ("", fixed(study.constant.iloc[0], 3)))))
    return markdown(["M", "to (3.3)", "M times it", "to the Gaussian", "M times it"], lines)


def _remainders(convergence: pd.DataFrame) -> str:
    """M times the root mean square of the remainder on common noise."""
    studies = [rows(convergence, study=study).set_index("particles") for study in ("equation", "exchanges")]
    lines = [
        (f"{M:g}", *(with_error(M * line.distance, M * line["std"]) for line in (study.loc[M] for study in studies)))
        for M in studies[0].index
    ]
    lines.append(("exact limit", *(fixed(study.constant.iloc[0], 3) for study in studies)))
    lines.append(("power of M", *(with_error(*study[["slope", "slope_std"]].iloc[0]) for study in studies)))
    return markdown(["M", "M R of (3.3), Proposition 6.7", "M R of the exchanges, Lemma 6.6"], lines)


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


def _joint(fluctuations: pd.DataFrame, in_time: pd.DataFrame) -> dict[str, str]:
    """Deviations of the covariances between times, and moments of the squared distances."""
    between = in_time[in_time.quantity.str.startswith("D") & in_time.simulated.notna()]
    z, printed = (((between.simulated - between[name]) / between["std"]).abs().max() for name in ("theory", "printed"))
    lines = {name: row(fluctuations, quantity=name) for name in ("distance", "spread")}
    found = {name: with_error(line.simulated, line["std"]) for name, line in lines.items()}
    return found | {"between_z": fixed(float(z), 1), "between_printed_z": fixed(float(printed), 0)}


def _window_cells() -> int:
    """Fewest cells between baths at 1 and 30 with which gamma_2 of Lemma 5.7 decreases on all bonds."""
    chains = (Chain(RATES["harmonic_mean_sqrt"], n_cells, 1.0, 30.0) for n_cells in range(50, 80))
    return next(chain.n_cells for chain in chains if stability(chain).assumed)


def _pinned(mobility: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, str]:
    """G of anharmonic oscillators, and pairs beside their limit at half a unit of time."""
    equal = mobility[mobility["first"] == mobility["second"]]
    ratios = rows(equal, pinning="quartic", bond="harmonic").set_index("first")["ratio"]
    bounded = rows(equal, pinning="log_cosh", bond="harmonic")["ratio"]
    found = {
        "ratio_1": fixed(ratios[1.0], 3),
        "ratio_100": fixed(ratios[100.0], 4),
        "ratio_1000": fixed(ratios[1e3], 4),
    }
    found["ratio_power"] = fixed(float(np.log(ratios[1e3] / ratios[1e2]) / np.log(10.0)), 2)
    found |= {"ratio_low": fixed(bounded.min(), 3), "ratio_high": fixed(bounded.max(), 3)}
    half = rows(pairs, time=0.5)
    limit, micro = row(half, coupling=0.0), half[half.coupling > 0].sort_values("coupling", ascending=False)
    lines = [
        (f"delta = {line.coupling:g}", of(line, "difference"), of(line, "variance")) for _, line in micro.iterrows()
    ]
    lines.append(("limit (43)", fixed(limit.difference, 4), fixed(limit.variance, 4)))
    distance = (micro.difference - limit.difference).to_numpy()
    fit = fit_power_decay(1.0 / micro.coupling.to_numpy(), distance, micro.difference_std.to_numpy())
    found |= {
        "pinned_power": with_error(fit.exponent, fit.exponent_std),
        "pinned_harmonic": fixed(limit.harmonic, 3),
        "pinned": markdown(["", "<E_1 - E_2>", "Var E_1"], lines),
    }
    return found


_PROCESSES = {
    "product": "(43), sigma^2 = E_1 E_2",
    "constant": "(52), rate 1",
    "geodesic": "(43) with (51)",
    "sum_sqrt": "(52), sqrt(E_1 + E_2)",
}


def _heat(errors: pd.DataFrame) -> dict[str, str]:
    """Distances to the heat equation at the last time, and the powers of the size with which they fall."""
    last = rows(errors, time=errors.time.max())
    sizes = sorted(set(last.n_cells))
    lines, found = [], {}
    for process, words in _PROCESSES.items():
        chosen = rows(last, process=process).sort_values("n_cells")
        cells = []
        for n in sizes:
            line = rows(chosen, n_cells=n)
            cells.append("" if line.empty else with_error(line.distance.iloc[0], line.distance_std.iloc[0]))
        lines.append((words, *cells, digits(chosen.printed.iloc[-1], 2)))
        n, error = chosen.n_cells.to_numpy(float), chosen.distance.to_numpy()
        if (chosen.distance_std > 0).all():
            fit = fit_power_decay(n, error, chosen.distance_std.to_numpy())
            found[f"heat_{process}"] = with_error(-fit.exponent, fit.exponent_std)
    step = np.diff(np.log(rows(last, process="product").n_cells.to_numpy(float)[-2:]))[0]
    for name, column in (("heat_exact", "distance"), ("scatter_power", "scatter"), ("local_power", "local")):
        process = "constant" if column == "local" else "product"
        values = rows(last, process=process)[column].to_numpy()[-2:]
        found[name] = fixed(float(np.diff(np.log(values))[0] / step), 2)
    header = ["", *(f"N = {n:g}" for n in sizes), "from (48) with (49) as printed"]
    return found | {"heat": markdown(header, lines)}


def _gaps(gaps: pd.DataFrame, diffusivities: dict[str, pd.Series]) -> dict[str, str]:
    """Bounds of the spectral gaps that are not known, by degree and size, and their limits."""
    lines, found = [], {}
    names = {("geodesic", 0.0): "(51), nu = 0", ("geodesic", 0.5): "(51), nu = 1/2", ("sum_sqrt", 0.0): "(52)"}
    shown = (3, 4, 8, 16)
    for (process, nu), words in names.items():
        case = rows(gaps, process=process, density_power=nu)
        for degree in sorted(set(case.degree)):
            chosen = rows(case, degree=degree)
            cells = [rows(chosen, n_cells=n) for n in shown]
            limit = rows(chosen, n_cells=0)
            texts = ["" if cell.empty else fixed(cell.over_free.iloc[0], 4) for cell in cells]
            far = "" if limit.empty else with_error(limit.over_free.iloc[0], max(limit.over_free_std.iloc[0], 1e-4))
            lines.append((words, f"{degree:g}", *texts, far))
        ring, capacity = diffusivities[process, nu], nu + 1.0
        D = with_error(ring.value / capacity, ring["std"] / capacity)
        lines.append((words, "Green-Kubo", *("" for _ in shown), D))
    for process in ("geodesic", "sum_sqrt"):
        limit = row(gaps, process=process, density_power=0.0, degree=3, n_cells=0)
        found[f"power_{process}"] = with_error(limit.power, limit.power_std)
    eight = rows(gaps, process="geodesic", density_power=0.0, n_cells=8).sort_values("degree").over_free.to_numpy()
    for degree, drop in enumerate(100.0 * (1.0 - eight[1:] / eight[:-1]), start=2):
        found[f"drop_{degree}"] = fixed(float(drop), 1)
    ring = diffusivities["geodesic", 0.0]
    found |= {"D_geodesic": with_error(ring.value, ring["std"]), "C_geodesic": fixed(float(np.pi**2 * ring.value), 2)}
    header = ["", "degree", *(f"N = {n}" for n in shown), "limit"]
    return found | {"gaps": markdown(header, lines)}


def _geodesic(table: pd.DataFrame) -> dict[str, str]:
    """sigma^2 over (51) by the ratio of the energies, and how much larger it is at equal energies."""
    cells = [with_error(line.quotient, line.quotient_error) for _, line in table.iterrows()]
    unequal = table[table.ratio <= 0.1]
    weights = unequal.quotient_error**-2.0
    return {
        "geodesic": markdown(["E_2/E_1", *(f"{ratio:g}" for ratio in table.ratio)], [["sigma^2 over (51)", *cells]]),
        "geodesic_enhanced": fixed(float(table.quotient.iloc[-1] / (unequal.quotient @ weights / weights.sum())), 1),
    }


def numbers() -> dict[str, str]:
    """Name -> text."""
    stationary, convergence = reference("exchange/figures/stationary"), reference("exchange/figures/convergence")
    limit = rows(convergence, study="limit").iloc[0]
    mesoscopic, gaussian = (rows(convergence, study=study) for study in ("mesoscopic", "gaussian"))
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
        "laws": _laws(convergence),
        "remainders": _remainders(convergence),
        "coupling": _coupling(reference("exchange/figures/coupling")),
        "levels": _levels(levels),
        "law": with_error(limit.slope, limit.slope_std),
        "window_cells": f"{_window_cells()}",
        "barrier_noise_10": fixed(Barrier(10, 1.0, 1.0).variance / Barrier(10, 1.0, 1.0, of_cells=True).variance, 2),
        "law_constant": fixed(float(limit.constant), 3),
        "mesoscopic_power": digits(mesoscopic.slope.iloc[0], 2),
        "gaussian_power": digits(gaussian.slope.iloc[0], 2),
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
    found |= _joint(reference("exchange/figures/fluctuations"), reference("exchange/figures/covariance_in_time"))
    long_range = reference("exchange/figures/long_range")
    for N in (31, 63):
        line = row(long_range, n_cells=N, mode=0)
        found[f"far_{N}"] = with_error(line.simulated, line["std"])
    rings = {("geodesic", nu): row(gl, mobility="geodesic", density_power=nu, source="ring") for nu in (0.0, 0.5)}
    rings["sum_sqrt", 0.0] = row(reference("exchange/figures/kinetic_currents"), source="ring")
    found |= _geodesic(reference("exchange/figures/geodesic"))
    found |= _pinned(reference("exchange/figures/mobility"), reference("exchange/figures/pinned_pairs"))
    found |= _heat(reference("exchange/figures/heat_errors")) | _gaps(reference("exchange/figures/gaps"), rings)
    return found | _long_range() | _refuted(stationary) | _kinetic(reference("exchange/figures/kinetic_currents"))
