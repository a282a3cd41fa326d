"""Numbers of docs/errata_li.md."""

import numpy as np

from docs.numbers.tables import digits, fixed, reference, row, rows, with_error
from thermochain.exchange.chain import Chain
from thermochain.exchange.limit import find_equilibrium, stationary_covariance
from thermochain.exchange.rates import RATES, rate_slopes


def numbers() -> dict[str, str]:
    """Name -> text."""
    return {**_simulated(), **_covariances(), **_gamma()}


def _simulated() -> dict[str, str]:
    variance = row(reference("exchange/figures/stationary"), rate="sum_sqrt", particles=400, quantity="C_11")
    contact = row(reference("exchange/figures/kinetic_currents"), source="contact")
    shares = rows(reference("billiard/tables/laws"), quantity="share")
    stated = shares[shares.law != "exact"].distance
    return {
        "variance": with_error(variance.simulated, variance["std"]),
        "variance_theory": fixed(variance.theory, 3),
        "variance_printed": fixed(variance.printed, 3),
        "contact": with_error(contact.value, contact["std"]),
        "nominal": fixed(100.0 * (1.0 - contact.value**1.5), 0),
        "exact_distance": digits(float(shares[shares.law == "exact"].distance.max()), 1),
        "stated_low": digits(float(stated.min()), 1),
        "stated_high": digits(float(stated.max()), 1),
    }


def _covariance(n_cells: int) -> np.ndarray:
    """S between baths at 1 and 2 for the rate sqrt(E_1 + E_2)."""
    chain = Chain(RATES["sum_sqrt"], n_cells, 1.0, 2.0)
    return stationary_covariance(chain, find_equilibrium(chain))


def _covariances() -> dict[str, str]:
    short, long = _covariance(4), _covariance(32)
    return {
        "S_33": fixed(short[2, 2], 2),
        "S_34": fixed(short[2, 3], 2),
        "middle": digits(long[15, 16] / long[16, 16], 2),
        "last": digits(long[-1, -2] / long[-2, -2], 2),
    }


def _gamma() -> dict[str, str]:
    """Div f/f of the harmonic mean's root between energies 1 and 2, and as printed."""
    rate, energies = RATES["harmonic_mean_sqrt"], np.array([1.0, 2.0])
    slope = sum(float(slopes[0]) for slopes in rate_slopes(rate, energies))
    printed = float(np.sum(energies**2) / (energies.sum() * energies.prod()))
    return {"gamma_root": fixed(slope / float(rate(1.0, 2.0)), 3), "gamma_printed": fixed(printed, 3)}
