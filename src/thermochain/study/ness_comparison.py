"""Driven chains beside the macroscopic equations: limits of infinite chains, and the gap of their profiles."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thermochain.macroscopic.coefficients import TransportCoefficients
from thermochain.macroscopic.contacts import solve_with_contacts
from thermochain.macroscopic.solve import solve_stationary
from thermochain.macroscopic.stationary import StationaryState
from thermochain.study.contact_fit import ChainSeries
from thermochain.study.ness_conditions import Condition
from thermochain.study.ness_extrapolation import QUANTITIES, NessLimit, extrapolate_ness
from thermochain.study.ness_states import of_condition
from thermochain.study.pages import page, with_error

_FINEST = 4000  # cells of the macroscopic profiles between which sites are interpolated

CLOSURE = "ness_closure/1"
CLOSURE_COLUMNS = {
    "T_left": "bath temperature T_L",
    "T_right": "bath temperature T_R",
    "torque_left": "torque tau_L on the left end",
    "torque_right": "torque tau_R on the right end",
    "n_rotors": "chain length n",
    "equations": "solution that the profiles are compared with: (2.30) with published or our coefficients, or with ours "
    "and the contacts of a chain of n rotors",
    "temperature_gap": "root mean square over the sites of Var p_i - T_ss(x_i), less that of the noise",
    "temperature_noise": "root mean square of the standard errors, what a gap must exceed",
    "momentum_gap": "root mean square over the sites of <p_i> - p_ss(x_i), less that of the noise",
    "momentum_noise": "root mean square of the standard errors",
}


def chain_series(states: pd.DataFrame, condition: Condition) -> ChainSeries:
    """The chains of all sizes between the baths of `condition`, from a table of STATES_COLUMNS."""
    rows = of_condition(states, condition).sort_values("n_rotors")
    gamma = float(rows["friction"].iloc[0])
    currents = ("momentum_current", "momentum_current_std", "energy_current", "energy_current_std", "correlation")
    return ChainSeries(
        T_left=condition.T_left,
        T_right=condition.T_right,
        p_left=condition.torque_left / gamma,
        p_right=condition.torque_right / gamma,
        friction=gamma,
        **{name: rows[name].to_numpy() for name in ("n_rotors", *currents, "T_max", "T_max_std")},
    )


def ness_limits(
    states: pd.DataFrame, conditions: Sequence[Condition], ours: TransportCoefficients, published: TransportCoefficients
) -> list[NessLimit]:
    """Limits of every condition, with the shapes of our coefficients first and the published ones beside them."""
    return [extrapolate_ness(chain_series(states, condition), ours, published) for condition in conditions]


def closure_frame(
    profiles: pd.DataFrame, limit: NessLimit, ours: TransportCoefficients, published: TransportCoefficients
) -> pd.DataFrame:
    """Gaps between the profiles of one condition and the macroscopic solutions, columns of CLOSURE_COLUMNS."""
    rows = []
    for n_rotors, sites in profiles.groupby("n_rotors"):
        for name, state in closure_states(limit, int(n_rotors), ours, published).items():
            row = {column: sites[column].iloc[0] for column in ("T_left", "T_right", "torque_left", "torque_right")}
            row |= {"n_rotors": n_rotors, "equations": name}
            for field in ("temperature", "momentum"):
                expected = np.interp(sites["x"], state.x, getattr(state, field))
                noise = np.mean(sites[f"{field}_std"] ** 2)
                square = np.mean((sites[field] - expected) ** 2) - noise
                row |= {f"{field}_gap": np.sqrt(max(square, 0.0)), f"{field}_noise": np.sqrt(noise)}
            rows.append(row)
    return pd.DataFrame(rows)


def closure_states(
    limit: NessLimit, n_rotors: int, ours: TransportCoefficients, published: TransportCoefficients
) -> dict[str, StationaryState]:
    """Macroscopic solutions for one condition: both coefficients, and ours with the contacts of n rotors."""
    series = limit.series
    baths = dict(zip(("T_left", "T_right", "p_left", "p_right"), series.baths, strict=True))
    _, _, layer_p, layer_T = limit.fit.parameters
    contacts = {"n_rotors": n_rotors, "friction": series.friction, "layer_p": layer_p, "layer_T": layer_T}
    return {
        "published": solve_stationary(published, **baths, n_cells=_FINEST),
        "ours": solve_stationary(ours, **baths, n_cells=_FINEST),
        "ours with contacts": solve_with_contacts(ours, **baths, **contacts, n_cells=_FINEST),
    }


def verdict_page(limits: pd.DataFrame) -> str:
    """Table of limits (NESS_LIMIT_COLUMNS) as a web page."""
    symbols = dict(zip(QUANTITIES, ("J^p", "J^e", "T_max"), strict=True))
    headers = ["T_L", "T_R", "p_L", "p_R", "Regime", "Quantity", "Chain, n to infinity ± statistical ± systematic"]
    headers += ["(2.30), our coefficients", "off by", "in errors", "(2.30), published", "off by"]
    rows = []
    for r in limits.to_dict("records"):
        baths = [f"{r[name]:g}" for name in ("T_left", "T_right", "p_left", "p_right")]
        for name, symbol in symbols.items():
            found = with_error(r[name], r[f"{name}_std"], r[f"{name}_systematic"])
            rows.append(
                [
                    *baths,
                    r["regime"],
                    symbol,
                    found,
                    with_error(r[f"{name}_equations"], r[f"{name}_equations_std"]),
                    _percent(r[f"{name}_deviation_percent"]),
                    "" if np.isnan(r[f"{name}_deviation_sigma"]) else f"{r[f'{name}_deviation_sigma']:.1f}",
                    f"{r[f'{name}_published']:.4g}",
                    _percent(r[f"{name}_published_percent"]),
                ]
            )
    return page("Driven chains and the macroscopic equations", headers, rows)


def _percent(value: float) -> str:
    return "" if np.isnan(value) else f"{value:+.1f} %"
