"""Numbers of docs/driven.md: driven chains against the macroscopic equations."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from scipy.optimize import brentq

import thermochain as tc
from docs.numbers.tables import REFERENCE, digits, fixed, markdown, percent, reference, row, rows, with_error
from thermochain.core.power_decay import fit_power_decay
from thermochain.rotors.driven.contact_limit import limits_by_contacts
from thermochain.rotors.driven.crossing import Crossing, find_crossing
from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.driven.study.condition import KEYS
from thermochain.rotors.driven.study.configuration import maximum_sweep
from thermochain.rotors.driven.study.infinite_chains import grouped_chains
from thermochain.rotors.driven.study.maximum import maximum_frame
from thermochain.rotors.driven.study.sweeps import sweep_frame
from thermochain.rotors.macroscopic.contacts import measured_contacts
from thermochain.rotors.propagation import standard_error

_CURRENTS = ("momentum_current", "energy_current")
_SIZES = (65, 129, 257)
_WINDOWS = [0.3, 0.32, 0.35, 0.4, 0.5, 0.7, 1.0, 2.0]
_DEVIATIONS = {
    "kurtosis": "excess kurtosis of p",
    "cosine_correlation": "<p cos r> - <p><cos r>",
    "bond_distance": "distance of the bonds' law from the Gibbs law at Var p",
    "sine_correlation": "<p sin r> - <p><sin r>, the heat current",
}
_LINES = {
    "chain": "n = {}",
    "limit": "n to infinity",
    "measured": "(2.30), measured",
    "published": "(2.30), published",
}


def _bold(text: str, sigma: float, deviation: float) -> str:
    """A deviation that is neither below 2 sigma nor below 3 %, with its sigma."""
    return text if abs(sigma) < 2.0 or abs(deviation) < 3.0 else f"**{text}, {abs(sigma):.1f} sigma**"


def _verdict(limits: pd.DataFrame) -> str:
    lines = []
    for _, line in limits.iterrows():
        cells = [f"{line.T_left:g}, {line.T_right:g}", f"{line.p_left:g}, {line.p_right:g}"]
        for name in _CURRENTS:
            value, deviation, sigma = line[name], line[f"{name}_percent"], line[f"{name}_sigma"]
            if np.isnan(sigma):
                cells += ["0", "", ""]
                continue
            errors = (line[f"{name}_std"], line[f"{name}_systematic"])
            if abs(value) > 5.0 * np.hypot(*errors):
                texts = [percent(deviation), percent(line[f"{name}_published_percent"])]
            else:  # near zero per cent say nothing
                texts = [f"{line[f'{name}_{which}'] - value:+.2g}" for which in ("equations", "published")]
            cells += [with_error(value, *errors), _bold(texts[0], sigma, deviation), texts[1]]
        lines.append(cells)
    header = ["T_L, T_R", "p_L, p_R", "J^p of the chain", "measured", "published"]
    return markdown([*header, "J^e of the chain", "measured", "published"], lines)


def agreement(limits: pd.DataFrame) -> dict[str, str]:
    """How many currents agree with the equations, and the largest deviations."""
    sigma = np.concatenate([limits[f"{name}_sigma"].dropna() for name in _CURRENTS])
    deviation = np.concatenate([limits[f"{name}_percent"][limits[f"{name}_sigma"].notna()] for name in _CURRENTS])
    off = (np.abs(sigma) >= 2.0) & (np.abs(deviation) >= 3.0)
    return {
        "currents": f"{sigma.size}",
        "agreeing": f"{np.count_nonzero(~off)}",
        "off": f"{np.count_nonzero(off)}",
        "largest_sigma": fixed(float(np.abs(sigma[off]).max()), 1),
        "largest_sigma_e": fixed(float(limits.energy_current_sigma.abs().max()), 1),
        "momentum_largest": digits(float(limits.momentum_current_percent.abs().max()), 2),
        "published_largest": fixed(float(-limits.momentum_current_published_percent.min()), 0),
    }


def _mean_factors(limits: pd.DataFrame) -> dict[str, str]:
    """Weighted means of the factors on the coefficients, with chi^2; systematic errors count as common to all."""
    found = {}
    for name in ("p", "e"):
        known = limits.dropna(subset=[f"factor_{name}"])
        factor, std, systematic = (known[f"factor_{name}{end}"] for end in ("", "_std", "_systematic"))
        square = std**2 + systematic**2
        weights = 1.0 / square / (1.0 / square).sum()
        mean = float((weights * factor).sum())
        errors = float(np.sqrt((weights**2 * std**2).sum())), float((weights * systematic).sum())
        found[f"factor_{name}"] = with_error(mean, *errors)
        found[f"chi_{name}"] = fixed(float(((factor - mean) ** 2 / square).sum()), 0)
        found[f"degrees_{name}"] = f"{len(known) - 1}"
    return found


def _routes(limits: pd.DataFrame) -> dict[str, str]:
    """Errors of the limits by the contacts beside those by the bulk, and how far both are apart."""
    found, apart = {}, []
    for name in _CURRENTS:
        known = limits[limits[f"{name}_sigma"].notna()]
        error = np.hypot(known[f"{name}_std"], known[f"{name}_systematic"])
        by_bulk = known[f"{name}_bulk_error"]
        apart.append((known[name] - known[f"{name}_bulk"]) / np.hypot(error, by_bulk))
        symbol = "p" if name == "momentum_current" else "e"
        found[f"error_{symbol}"] = fixed(100.0 * float((error / known[name].abs()).median()), 1)
        found[f"bulk_error_{symbol}"] = fixed(100.0 * float((by_bulk / known[name].abs()).median()), 1)
        found[f"gain_{symbol}"] = f"{(error / by_bulk).median():.2f}"
    distances = np.concatenate(apart)
    return found | {
        "routes_rms": fixed(float(np.sqrt(np.mean(distances**2))), 1),
        "routes_largest": fixed(float(np.abs(distances).max()), 1),
        "chi_square": fixed(float(limits.chi_square.sum()), 0),
        "degrees": fixed(float(limits.degrees_of_freedom.sum()), 0),
    }


def _excess(limits: pd.DataFrame, states: pd.DataFrame) -> dict[str, str]:
    """How far J^p exceeds the equations between 0.3 and 0.5, and the factors on D^p from single lengths there."""
    between = _between(limits)
    percent = 100.0 * (between.momentum_current / between.momentum_current_equations - 1.0)
    z = between.momentum_current_sigma.abs()
    found = {
        "excess_conditions": f"{len(between)}",
        "excess_above": f"{(percent > 0).sum()}",
        "above": f"{(limits.momentum_current_percent < 0).sum()}",
        "driven_conditions": f"{limits.momentum_current_percent.notna().sum()}",
        "excess_least": fixed(float(percent.min()), 1),
        "excess_largest": fixed(float(percent.max()), 1),
        "excess_largest_sigma": fixed(float(z.max()), 1),
    }
    return found | factors_of_single_chains(limits, states, _equations(), _SIZES)


def factors_of_single_chains(
    limits: pd.DataFrame, states: pd.DataFrame, equations: Equations, sizes: Sequence[int]
) -> dict[str, str]:
    """single_<n>: the factor on D^p between baths at 0.3 and 0.5 from chains of n rotors alone."""
    chains = states.merge(_between(limits)[list(KEYS)], on=list(KEYS))
    chains = chains[chains.n_rotors.isin(sizes)]
    alone = grouped_chains([chains.iloc[[k]] for k in range(len(chains))])
    limits_alone = limits_by_contacts(equations.measured, measured_contacts(), alone)
    single = pd.DataFrame(
        {
            "n_rotors": chains.n_rotors.to_numpy(),
            "factor_p": [np.exp(one.log_factors[0]) for one in limits_alone],
            "factor_p_std": [one.log_factors_std[0] for one in limits_alone],
            "factor_p_systematic": [one.log_factors_systematic[0] for one in limits_alone],
        }
    ).assign(factor_e=1.0, factor_e_std=1.0, factor_e_systematic=0.0)
    return {f"single_{n}": _mean_factors(rows)["factor_p"] for n, rows in single.groupby("n_rotors")}


def _between(limits: pd.DataFrame) -> pd.DataFrame:
    """The conditions between baths at 0.3 and 0.5."""
    ends = limits[["T_left", "T_right"]]
    return limits[(ends.min(axis=1) == 0.3) & (ends.max(axis=1) == 0.5)]


def _resistances(bulk: pd.DataFrame, name: str, temperature: float) -> tuple[pd.Series, pd.Series]:
    """Contact resistances of the longest chains at baths of one temperature, and their errors."""
    longest = bulk[(bulk.shapes != "published") & (bulk.n_rotors == bulk.n_rotors.max())]
    sides = [(longest[longest[f"T_{s}"] == temperature], f"contact_{name}_{s}") for s in ("left", "right")]
    values, errors = (pd.concat([frame[column + end] for frame, column in sides]) for end in ("", "_std"))
    return values, errors


def _contacts(bulk: pd.DataFrame) -> str:
    """Median and quartiles of the contact resistances, by temperature of the bath, of the longest chains."""
    lines = []
    for T in (0.2, 0.3, 0.4, 0.5, 1.0):
        cells = [f"{T:g}"]
        for name in ("p", "T"):
            value, error = _resistances(bulk, name, T)
            low, middle, high = np.quantile(value, [0.25, 0.5, 0.75])
            cells += [f"{middle:.2f} ({low:.2f} .. {high:.2f})", digits(float(error.median()), 1)]
        lines.append([*cells, f"{len(value)}"])
    header = ["bath, T", "rho_p, momentum", "error of one", "rho_T, heat", "error of one", "contacts"]
    return markdown(header, lines)


def _local(local: pd.DataFrame) -> str:
    """Diffusivity from local gradients over the laws, in windows of temperature."""
    measured, published = tc.load_coefficients(REFERENCE / "coefficients/measured.json"), tc.published_coefficients()
    longest = local[local.n_rotors == local.n_rotors.max()].dropna(subset=["momentum_diffusivity"])
    lines = []
    for low, high in pairwise(_WINDOWS):
        window = longest[(longest.temperature >= low) & (longest.temperature < high)]
        cells = [f"{low:g} .. {high:g}", f"{len(window)}"]
        for c in (measured, published):
            law = c.momentum_diffusivity(window.temperature.to_numpy())
            weights = (window.momentum_diffusivity_std / law) ** -2.0
            mean = float((weights * window.momentum_diffusivity / law).sum() / weights.sum())
            cells.append(with_error(mean, float(weights.sum() ** -0.5)))
        lines.append(cells)
    return markdown(["local temperature", "windows", "over measured D^p", "over published D^p"], lines)


def _equilibrium(states: pd.DataFrame) -> str:
    """Exponents with which deviations from local equilibrium vanish."""
    grouped = [group for _, group in states.groupby(["T_left", "T_right", "torque_left", "torque_right"])]
    grouped = [group for group in grouped if len(group) >= 3]
    lines = []
    for name, words in _DEVIATIONS.items():
        exponents = []
        for group in grouped:
            columns = (group[column].to_numpy(float) for column in ("n_rotors", f"{name}_square", f"{name}_square_std"))
            try:
                exponents.append(0.5 * fit_power_decay(*columns).exponent)
            except ValueError:  # noise has no exponent
                continue
        text = f"{np.median(exponents):.2f} ({min(exponents):.2f} .. {max(exponents):.2f})"
        lines.append((words, text, f"{len(exponents)} of {len(grouped)}"))
    return markdown(["deviation", "b", "conditions that can be fitted"], lines)


def _zero(frame: pd.DataFrame, across: str, values: np.ndarray, stds: np.ndarray) -> Crossing:
    found = find_crossing(frame[across].to_numpy(), values, stds)
    if found is None:
        raise ValueError("the currents of the reference do not cross; correct the page")
    return found


def _crossings(limits: pd.DataFrame, states: pd.DataFrame, onset: pd.Series) -> dict[str, str]:
    """Onset of uphill diffusion, of infinite and of finite chains, and where two currents cross."""

    def line(**where: float) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
        frame = rows(limits, **where).sort_values("p_right")
        error = np.hypot(frame.energy_current_std, frame.energy_current_systematic)
        return frame, frame.energy_current.to_numpy(), error.to_numpy()

    frame, current, error = line(T_left=0.5, T_right=0.3)
    zeros = {"uphill": _zero(frame, "p_right", current, error)}
    for n in _SIZES:
        chains = rows(states, T_left=0.5, T_right=0.3, n_rotors=n).sort_values("torque_right")
        std = chains.energy_current_std.to_numpy()
        zeros[f"uphill_{n}"] = _zero(chains, "torque_right", chains.energy_current.to_numpy(), std)
    limits = limits[limits.torque_right.isin(section_of(REFERENCE)["torque_sweep"]["torques"])]
    frame, current, error = line(T_left=0.3, T_right=0.3, p_left=0.0)
    _, raised, raised_error = line(T_left=0.3, T_right=0.5, p_left=0.0)
    zeros["crossing"] = _zero(frame, "p_right", current - raised, np.hypot(error, raised_error))
    sigma = abs(zeros["uphill"].position - onset.measured) / np.hypot(zeros["uphill"].std, onset.measured_std)
    found = {name: with_error(zero.position, zero.std) for name, zero in zeros.items()}
    return found | {"uphill_sigma": fixed(sigma, 1)}


def _equal_currents(c: tc.TransportCoefficients) -> float:
    """The p_R at which (2.30) has the same energy current between 0.3 and 0.3 and between 0.3 and 0.5."""

    def difference(p: float) -> float:
        currents = tc.energy_current(c, T_left=0.3, T_right=np.array([0.3, 0.5]), p_left=0.0, p_right=p)
        return float(currents[0] - currents[1])

    return float(brentq(difference, 0.1, 1.5))


def _equations_cross() -> dict[str, str]:
    measured, published = tc.load_coefficients(REFERENCE / "coefficients/measured.json"), tc.published_coefficients()
    std = float(standard_error(measured, _equal_currents))
    return {
        "crossing_measured": with_error(_equal_currents(measured), std),
        "crossing_published": fixed(_equal_currents(published), 3),
    }


def _sweep(limits: pd.DataFrame) -> str:
    """Energy current against T_right at two torques."""
    lines = []
    for T in (0.3, 0.4, 0.5, 0.7):
        cells = [f"{T:g}"]
        for p in (0.25, 1.0):
            state = row(limits, T_left=0.3, T_right=T, p_left=0.0, p_right=p)
            error = float(np.hypot(state.energy_current_std, state.energy_current_systematic))
            cells.append(with_error(state.energy_current, error))
        lines.append(cells)
    return markdown(["T_R", "J^e at p_R = 0.25", "J^e at p_R = 1"], lines)


def section_of(folder: Path) -> dict[str, Any]:
    """Configuration of the driven chains of a reference."""
    section: dict[str, Any] = yaml.safe_load((folder / "configuration.yaml").read_text(encoding="utf-8"))["driven"]
    return section


def _equations() -> Equations:
    """The coefficients of the reference and the published ones."""
    return Equations(tc.load_coefficients(REFERENCE / "coefficients/measured.json"), tc.published_coefficients())


@cache
def figure_9() -> pd.DataFrame:
    """`maxima_of` the reference."""
    states, limits = reference("driven/tables/states"), reference("driven/tables/limits")
    return maxima_of(section_of(REFERENCE), states, limits, _equations())


def maxima_of(
    section: dict[str, Any], states: pd.DataFrame, limits: pd.DataFrame, equations: Equations
) -> pd.DataFrame:
    """By how much J^e at a T_right inside exceeds that at both ends, for chains, limits and (2.30)."""
    conditions = maximum_sweep(section)
    return maximum_frame(sweep_frame("maximum", "T_right", conditions, states, limits, equations), equations)


def maxima_table(maxima: pd.DataFrame) -> str:
    """A table of maxima, as `figure_9`."""
    lines = []
    for line in maxima.itertuples():
        known = not np.isnan(line.sigma)
        differences = [
            with_error(value, std) if known else fixed(value, 3)
            for value, std in ((line.rise, line.rise_std), (line.fall, line.fall_std))
        ]
        sigma = f"{line.sigma:+.1f}" if known else ""
        name = _LINES[line.source].format(line.n_rotors)
        lines.append([f"{line.p_right:g}", f"{line.T_inside:g}", name, *differences, sigma])
    header = ["p_R", "T_R inside", "", "J^e there less that at T_R = 0.3", "less that at T_R = 1", "maximum, in errors"]
    return markdown(header, lines)


def _of_limits() -> dict[str, str]:
    """limit_<p>: by how many errors the limits have the maximum; rise_limit_<p>, fall_limit_<p>: both differences."""
    found = {}
    for p_right, name in ((0.45, "45"), (0.6, "60")):
        line = row(figure_9(), p_right=p_right, source="limit")
        found[f"limit_{name}"] = limit_sigma(figure_9(), p_right)
        found[f"rise_limit_{name}"] = with_error(line.rise, line.rise_std)
        found[f"fall_limit_{name}"] = with_error(line.fall, line.fall_std)
    return found


def limit_sigma(maxima: pd.DataFrame, p_right: float) -> str:
    """By how many errors the limits have the maximum."""
    return fixed(row(maxima, p_right=p_right, source="limit").sigma, 1)


def sigmas(maxima: pd.DataFrame, p_right: float) -> dict[str, str]:
    """maximum_<n> -> by how many errors chains of n rotors have the maximum."""
    chains = rows(maxima, p_right=p_right, source="chain")
    return {f"maximum_{line.n_rotors}": fixed(line.sigma, 1) for line in chains.itertuples()}


def _extrapolated() -> dict[str, str]:
    """Distances of extrapolated differences from those of (2.30), in errors."""
    found = {}
    for name, column, p_right, source in (
        ("rise_45", "rise", 0.45, "published"),
        ("rise_60", "rise", 0.6, "published"),
        ("fall_60", "fall", 0.6, "measured"),
        ("rise_60_measured", "rise", 0.6, "measured"),
    ):
        limit, other = (row(figure_9(), p_right=p_right, source=which) for which in ("limit", source))
        error = np.hypot(limit[f"{column}_std"], other[f"{column}_std"])
        found[name] = fixed(abs(limit[column] - other[column]) / error, 1)
    return found


@cache
def numbers() -> dict[str, str]:
    """Name -> text."""
    limits, states = reference("driven/tables/limits"), reference("driven/tables/states")
    comparison = reference("macroscopic/tables/paper_comparison")
    onset = comparison[comparison.quantity.str.contains("onset of uphill")].iloc[0]
    tests = states[["uniform_momentum", "uniform_energy", "balance_momentum", "balance_energy"]]
    weak = row(limits, T_left=0.3, T_right=0.3, p_left=0.0, p_right=0.75)
    warm = row(limits, T_left=1.0, T_right=1.0, p_left=-1.0, p_right=1.0)
    onsager = reference("green_kubo/tables/onsager")
    cold, unit = row(onsager, temperature=0.3), row(onsager, temperature=1.0)
    errors = 100.0 * (onsager.pp_error / onsager.pp)[onsager.temperature.between(0.3, 1.0)]
    contact = _resistances(reference("driven/tables/bulk"), "p", 0.3)[0].median()
    rise = row(figure_9(), p_right=0.45, source="measured")
    hottest = limits.loc[limits.T_max_percent.abs().idxmax()]
    found = {
        "verdict": _verdict(limits),
        "peak_percent": fixed(abs(hottest.T_max_percent), 1),
        "peak_sigma": fixed(abs(hottest.T_max_sigma), 1),
        "published_75": fixed(-weak.momentum_current_published_percent, 0),
        "published_warm": fixed(warm.momentum_current_published_percent, 0),
        "diffusivity": fixed(cold.pp / 0.3, 0),
        "contact_sites": digits(contact * cold.pp / 0.3, 2),
        "site_warm": fixed(1.0 / unit.pp, 0),
        "least_error": digits(errors.min(), 2),
        "largest_error": digits(errors.max(), 2),
        "rise_equations": with_error(rise.rise, rise.rise_std),
        "contacts": _contacts(reference("driven/tables/bulk")),
        "local": _local(reference("driven/tables/local")),
        "equilibrium": _equilibrium(states),
        "sweep": _sweep(limits),
        "maxima": maxima_table(figure_9()),
        "chains": f"{len(states)}",
        "conditions": f"{len(limits)}",
        "least_p": digits(float(tests.min().min()), 1),
        "expected_std": digits(float((12.0 * len(states)) ** -0.5), 1),
        "error_ratio": f"{states.error_ratio.mean():.2f}",
        "error_ratio_scatter": f"{states.error_ratio.std():.2f}",
        "onset_measured": with_error(onset.measured, onset.measured_std),
        "onset_published": fixed(onset.published, 3),
    }
    found |= {name: fixed(float(tests[name].mean()), 2) for name in tests}
    for n in _SIZES:
        bulk = rows(reference("driven/tables/bulk"), T_left=0.5, T_right=0.5, p_left=-1.0, p_right=1.0, n_rotors=n)
        line = bulk[bulk.shapes != "published"].iloc[0]
        found[f"lambda_{n}"] = with_error(line.factor_p, line.factor_p_std)
    found |= sigmas(figure_9(), 0.6) | _extrapolated() | _of_limits()
    found |= _routes(limits) | _excess(limits, states)
    return found | _equations_cross() | agreement(limits) | _mean_factors(limits) | _crossings(limits, states, onset)
