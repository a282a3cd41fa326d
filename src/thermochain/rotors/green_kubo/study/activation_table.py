"""Tables of the barrier of K^pp at low temperature, and of the fraction of lasting passages over it."""

import numpy as np
import pandas as pd

from thermochain.rotors.green_kubo.activation import fit_activation
from thermochain.rotors.green_kubo.phase_slip import BARRIER, phase_slip_coefficient
from thermochain.rotors.green_kubo.study.coefficients import points
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

_UP_TO = (0.3, 0.35, 0.4)
SLIP_POWER = 2.0  # power of T before exp(B/T) if the rate of slips is a constant times exp(-B/T)

ACTIVATION = Table(
    "activation/1",
    **{"from": "lowest temperature fitted"},
    up_to="limit of the temperatures fitted",
    n_points="temperatures fitted",
    barrier="B of log K^pp = log A + n log T + B/T; the potential's barrier is 2",
    barrier_std="its statistical standard error",
    barrier_systematic="its systematic error",
    barrier_error="its total error, both in quadrature",
    sigmas="(B - 2) over the total error",
    power="n, 2 where held",
    power_error="its total error, 0 where held",
    log_prefactor="log A",
    chi_square_per_dof="of the fit, weighted by total errors",
)

TRANSMISSION = Table(
    "transmission/1",
    temperature="T",
    inverse_temperature="1/T",
    pp="K^pp",
    pp_error="its total error",
    bound="K^pp if every bond that passes the top of the potential stayed on the other side",
    transmission="bound/K^pp: at low T the part of the passages that stay",
    transmission_error="its total error",
    activation="the fit up to T = 0.35 with n = 2; empty where there is none",
)
_DRAWN = 0.35


def activation_frame(onsager: pd.DataFrame) -> pd.DataFrame:
    """Table ACTIVATION: barriers for several temperature ranges, with the power of T fixed and fitted.

    Ranges without more points than parameters have no row.
    """
    data = points(onsager, "pp")
    rows = []
    for power in (SLIP_POWER, None):
        for up_to in _UP_TO:
            low = [column[data[0] <= up_to] for column in data]
            if low[0].size < (3 if power is not None else 4):
                continue
            fit = fit_activation(*low, power=power)
            rows.append(
                {
                    "from": low[0].min(),
                    "up_to": up_to,
                    "n_points": low[0].size,
                    "barrier": fit.barrier,
                    "barrier_std": fit.barrier_std,
                    "barrier_systematic": fit.barrier_systematic,
                    "barrier_error": fit.barrier_error,
                    "sigmas": (fit.barrier - BARRIER) / fit.barrier_error,
                    "power": fit.power,
                    "power_error": np.hypot(fit.power_std, fit.power_systematic),
                    "log_prefactor": fit.log_prefactor,
                    "chi_square_per_dof": fit.chi_square / fit.degrees_of_freedom,
                }
            )
    return ACTIVATION.frame(rows)


def transmission_frame(onsager: pd.DataFrame) -> pd.DataFrame:
    """Table TRANSMISSION: K^pp against 1/T, and the lower bound of `phase_slip_coefficient`."""
    T, value, std, systematic = points(onsager, "pp")
    bound, error = phase_slip_coefficient(T), np.hypot(std, systematic)
    low = T <= _DRAWN
    line = np.full_like(T, np.nan)
    if low.sum() >= 3:
        line = fit_activation(T[low], value[low], std[low], systematic[low], SLIP_POWER)(T)
    return pd.DataFrame(
        {
            "temperature": T,
            "inverse_temperature": 1.0 / T,
            "pp": value,
            "pp_error": error,
            "bound": bound,
            "transmission": bound / value,
            "transmission_error": bound / value * error / value,
            "activation": line,
        }
    )


def activation_page(table: pd.DataFrame) -> str:
    """Table ACTIVATION as a web page."""
    rows = (
        [
            f"{r['from']:g} to {r['up_to']:g}",
            str(r["n_points"]),
            with_error(r["barrier"], r["barrier_std"], r["barrier_systematic"]),
            f"{r['sigmas']:+.1f}",
            with_error(r["power"], r["power_error"]),
            f"{r['chi_square_per_dof']:.2f}",
        ]
        for r in table.to_dict("records")
    )
    headers = ["T", "Points", "Barrier B \u00b1 statistical \u00b1 systematic", "(B \u2212 2)/error", "Power of T"]
    return page("The barrier of K^pp at low temperature", [*headers, "chi\u00b2/dof"], rows)
