"""The fit of contacts finds those of synthetic chains, and the shipped contacts serve simulated ones."""

from dataclasses import replace

import numpy as np
import pandas as pd

from tests.root import ROOT
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.driven.contact_fit import ChainCurrents, fit_contacts, predict_currents
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.macroscopic.contacts import Contacts, measured_contacts

REFERENCE = ROOT / "workflow/reference"
MEASURED = load_coefficients(REFERENCE / "coefficients/measured.json")

# T_L, T_R, p_L, p_R, n, gamma, J^p, its error, J^e, its error: chains that did not enter the table
OTHER_CHAINS = np.array(
    [
        [0.3, 0.5, 0, 1, 33, 0.3, -1.147, 0.0071, -0.7765, 0.0058],
        [0.3, 0.5, 0, 1, 33, 1, -1.45, 0.0058, -0.9392, 0.0035],
        [0.3, 0.5, 0, 1, 33, 3, -1.03, 0.0048, -0.6687, 0.0032],
        [0.3, 0.5, 0, 1, 129, 0.3, -1.864, 0.01, -1.336, 0.0065],
        [0.3, 0.5, 0, 1, 129, 3, -1.8, 0.0084, -1.256, 0.0063],
        [0.3, 0.5, 0, 1, 257, 0.3, -2.252, 0.014, -1.623, 0.011],
        [0.3, 0.5, 0, 1, 257, 3, -2.201, 0.011, -1.558, 0.0092],
        [0.3, 0.5, 0, 1, 513, 1, -2.737, 0.026, -1.94, 0.02],
        [0.3, 0.5, 0, 1, 513, 3, -2.502, 0.04, -1.776, 0.027],
        [0.5, 0.3, 0, 0.4, 33, 0.3, -0.6185, 0.0047, 0.1453, 0.003],
        [0.5, 0.3, 0, 0.4, 33, 1, -1.156, 0.0079, 0.1199, 0.0036],
        [0.5, 0.3, 0, 0.4, 33, 3, -1.124, 0.012, -0.005961, 0.0038],
        [0.5, 0.3, 0, 0.4, 129, 0.3, -1.249, 0.0093, 0.3566, 0.007],
        [0.5, 0.3, 0, 0.4, 129, 3, -1.625, 0.013, 0.2277, 0.0059],
        [0.4, 0.7, 0, 0.5, 33, 0.3, -0.3942, 0.004, -0.3465, 0.0033],
        [0.4, 0.7, 0, 0.5, 33, 1, -0.5827, 0.0052, -0.456, 0.0032],
        [0.4, 0.7, 0, 0.5, 33, 3, -0.5592, 0.0057, -0.3624, 0.0033],
        [0.3, 0.3, 0, 2, 33, 0.3, -1.061, 0.0042, -1.065, 0.0045],
        [0.3, 0.3, 0, 2, 33, 1, -1.157, 0.003, -1.157, 0.0052],
        [0.3, 0.3, 0, 2, 33, 3, -0.8228, 0.0028, -0.8201, 0.004],
        [0.6, 0.9, -0.5, 0.5, 33, 0.3, -0.2942, 0.0021, -0.1121, 0.0026],
        [0.6, 0.9, -0.5, 0.5, 33, 1, -0.3471, 0.0029, -0.1275, 0.0022],
        [0.6, 0.9, -0.5, 0.5, 33, 3, -0.3115, 0.0027, -0.1026, 0.0017],
    ]
)


def synthetic_chains(truth: Contacts) -> ChainCurrents:
    """Chains between baths at 0.4 to 0.8 with exact currents and errors of 0.1 %."""
    rows = [(0.4, 0.4, 0, 0.3), (0.4, 0.5, 0, 0), (0.4, 0.4, -1, 1), (0.6, 0.8, 0, 0.4), (0.8, 0.8, -0.5, 0.5)]
    n, gamma, row = (axis.ravel() for axis in np.meshgrid([33.0, 129.0], truth.friction, np.arange(len(rows))))
    baths = np.array(rows, dtype=float)[row].T
    blank = ChainCurrents(baths, n, gamma, np.zeros((2, n.size)), np.zeros((2, n.size)))
    currents = predict_currents(published_coefficients(), truth, blank)
    return replace(blank, currents=currents, currents_std=1e-3 * replace(blank, currents=currents).scales)


def test_the_fit_finds_the_contacts_and_the_sites_of_chains_that_obey_the_law():
    one = np.ones((1, 3))
    momentum, heat = np.array([[2.0, 3.0, 8.0]]), np.array([[3.5, 5.0, 9.0]])
    truth = Contacts(
        np.array([0.8]), np.array([0.4, 0.55, 1.0]), momentum, one, heat, one, np.array([5.0, 2.0]), np.ones(2)
    )
    fit = fit_contacts(published_coefficients(), synthetic_chains(truth), truth.friction, truth.temperature)
    found = fit.contacts
    assert fit.chi_square < 0.2 * fit.degrees_of_freedom  # without noise, priors and tolerances alone are left
    for name in ("momentum", "heat", "sites"):
        deviation = (getattr(found, name) - getattr(truth, name)) / getattr(found, f"{name}_std")
        assert np.max(np.abs(deviation)) < 1.0  # exact currents
    assert np.max(found.momentum_std[:, 0] / found.momentum[:, 0]) < 0.2  # and the table is determined


def other_chains() -> ChainCurrents:
    *baths, n, gamma, J_p, J_p_std, J_e, J_e_std = OTHER_CHAINS.T
    return ChainCurrents(np.array(baths), n, gamma, np.array([J_p, J_e]), np.array([J_p_std, J_e_std]))


def deviations(chains: ChainCurrents) -> tuple[np.ndarray, np.ndarray]:
    """Relative deviations of the currents and their errors, where there is a momentum current, shapes (2, k)."""
    driven = chains.baths[2] != chains.baths[3]
    found = (predict_currents(MEASURED, measured_contacts(), chains) - chains.currents) / chains.scales
    return found[:, driven], (chains.currents_std / chains.scales)[:, driven]


def test_chains_of_257_rotors_that_did_not_enter_the_table_have_currents_within_three_per_cent():
    states = pd.read_csv(REFERENCE / "driven/tables/states.csv", comment="#")
    states = states[(states.n_rotors == 257) & (states.T_left >= 0.3)]
    assert len(states) >= 25
    baths = states[["T_left", "T_right", "p_left", "p_right"]].to_numpy().T
    currents, std = (states[[f"momentum_current{end}", f"energy_current{end}"]].to_numpy().T for end in ("", "_std"))
    chains = ChainCurrents(baths, states.n_rotors.to_numpy(float), states.friction.to_numpy(), currents, std)
    deviation, noise = deviations(chains)
    assert np.all(np.abs(deviation) < 0.03 + 2.0 * noise)
    assert np.sqrt(np.mean(deviation**2)) < 0.02


def test_other_lengths_and_frictions_have_currents_within_three_per_cent_and_short_ones_within_six():
    chains = other_chains()
    deviation, noise = deviations(chains)
    allowed = np.where(chains.n_rotors < 65, 0.06, 0.03)
    assert np.all(np.abs(deviation) < allowed + 2.0 * noise)


def test_without_contacts_the_same_chains_would_be_off_by_a_third():
    chains = other_chains()
    endless = replace(chains, n_rotors=np.full_like(chains.n_rotors, 1e9))
    off = predict_currents(MEASURED, measured_contacts(), endless)[0] / chains.currents[0] - 1.0
    assert np.median(off) > 0.3
