"""Tables of contacts: they keep the fit, and deviations are what the columns say."""

import numpy as np
import pandas as pd
import pytest

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.contacts import Contacts
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.rotors.validation.contacts.contact_fit import ContactFit
from thermochain.rotors.validation.contacts.study.table import (
    CONTACTS,
    CURRENTS,
    contacts_frame,
    contacts_page,
    currents_frame,
    deviations,
)

LAW = Contacts(
    np.array([0.5, 2.0]),
    np.array([0.3, 0.6, 1.2]),
    np.array([[2.5, 3.0, 8.0], [1.0, 2.0, 7.0]]),
    np.full((2, 3), 0.1),
    np.array([[4.0, 5.0, 9.0], [3.0, 6.0, 8.0]]),
    np.full((2, 3), 0.2),
    np.array([5.0, 2.0]),
    np.array([0.5, 0.6]),
)
BATHS = {"T_left": 0.4, "T_right": 0.5, "torque_left": 0.0, "friction": 0.8, "p_left": 0.0}
ERRORS = {"momentum_current_std": 0.01, "energy_current_std": 0.02}


@pytest.fixture(scope="module")
def currents():
    """Table CURRENTS of a chain at rest and of a driven one; simulated currents are 4 and 2 per cent too small."""
    rest = BATHS | ERRORS | {"torque_right": 0.0, "p_right": 0.0, "momentum_current": 0.0, "energy_current": -0.2}
    driven = BATHS | ERRORS | {"torque_right": 0.8, "p_right": 1.0, "momentum_current": -1.0, "energy_current": -0.7}
    rows = pd.DataFrame([rest | {"group": "fitted", "n_rotors": 65}, driven | {"group": "held_out", "n_rotors": 129}])
    found = currents_frame(rows, published_coefficients(), LAW)
    simulated = {f"{name}_current": part * found[f"predicted_{name}"] for name, part in SMALLER.items()}
    return currents_frame(rows.assign(**simulated), published_coefficients(), LAW)


SMALLER = {"momentum": 0.96, "energy": 0.98}


def test_a_table_of_contacts_has_every_column_and_one_row_for_each_contact(tmp_path):
    frame = contacts_frame(ContactFit(LAW, 12.0, 10))
    CONTACTS.write(tmp_path / "contacts.csv", frame)
    read = CONTACTS.read(tmp_path / "contacts.csv")
    assert len(read) == 6
    row = read[(read.friction == 2.0) & (read.temperature == 0.6)].iloc[0]
    assert (row.momentum, row.heat, row.heat_std, row.momentum_sites, row.heat_sites_std) == (2.0, 6.0, 0.2, 5.0, 0.6)
    assert "2.00 ± 0.10" in contacts_page(read)


def test_deviations_are_relative_to_the_scales_and_chains_at_rest_have_none_of_momentum(currents, tmp_path):
    CURRENTS.write(tmp_path / "currents.csv", currents)
    rest, driven = deviations(CURRENTS.read(tmp_path / "currents.csv")).to_dict("records")
    assert np.isnan(rest["momentum"])
    assert np.isnan(rest["momentum_std"])
    assert driven["momentum"] == pytest.approx(1.0 - 1.0 / 0.96, rel=1e-6)  # both currents are negative
    row = currents.iloc[1]
    assert driven["energy"] == pytest.approx(0.02 * row.predicted_energy / row.energy_scale, rel=1e-6)
    assert driven["energy_std"] == pytest.approx(0.02 / row.energy_scale, rel=1e-6)


def test_without_contacts_the_momentum_current_is_that_of_the_infinite_chain(currents):
    state = solve_stationary(published_coefficients(), T_left=0.4, T_right=0.5, p_left=0.0, p_right=1.0)
    assert currents.endless_momentum[1] == pytest.approx(state.momentum_current, rel=1e-6)
    assert abs(currents.predicted_momentum[1]) < 0.9 * abs(currents.endless_momentum[1])
