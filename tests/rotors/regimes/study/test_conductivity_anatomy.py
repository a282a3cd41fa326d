"""Tables of one case of negative energy conductivity."""

import numpy as np

import thermochain as tc
from tests.rotors.laws import with_errors
from thermochain.rotors.regimes.study import conductivity_anatomy as anatomy

C = tc.published_coefficients()


def test_the_anatomy_adds_up():
    profiles = anatomy.tabulate_profiles([C, with_errors(1e-3)], 11)
    assert set(anatomy.PROFILES.columns) == set(profiles.columns)
    total = profiles["mechanical_current"] + profiles["heat_current"]
    np.testing.assert_allclose(total, profiles["energy_current"], atol=1e-14)
    response = anatomy.tabulate_response([C, with_errors(1e-3)], 11)
    assert set(anatomy.RESPONSE.columns) == set(response.columns)
    np.testing.assert_allclose(response["drive"] * response["conductance"], response["current"], rtol=1e-13)
    for _, rows in response.groupby("coefficients"):
        assert (np.diff(rows["current"]) < 0).all()  # negative conductivity: the current weakens throughout
        assert (np.diff(rows["drive"]) > 0).all()
    known = response["coefficients"] == "measured"
    assert (response.loc[~known, "current_std"] == 0).all()
    assert (response.loc[known & (response["T_right"] > 0.3), "current_std"] > 0).all()
