"""Tables of the regions of uphill diffusion and of negative energy conductivity, and their borders."""

from dataclasses import replace

import numpy as np
import pytest

import thermochain as tc
from tests.rotors.laws import with_errors
from thermochain.rotors.macroscopic.first_integral import response_excess
from thermochain.rotors.macroscopic.study.paper_panels import NAMES
from thermochain.rotors.regimes.study import maps as regime_maps

C = tc.published_coefficients()


@pytest.fixture(scope="module")
def boundaries():
    return regime_maps.tabulate_boundaries([C, with_errors(1e-3)], 21)


def boundary_values(plane, rows):
    values = plane.fixed | {plane.across: rows["across"].to_numpy(), plane.up: rows["up"].to_numpy()}
    return [values[name] for name in NAMES]


def test_borders_are_roots_of_the_current_and_of_its_derivatives(boundaries):
    assert set(boundaries.columns) == set(regime_maps.BOUNDARIES.columns)
    assert set(boundaries["boundary"]) == {"current", "response_left", "response_right"}
    for (panel, name), rows in boundaries.groupby(["panel", "boundary"]):
        values = boundary_values(regime_maps.PLANES[panel], rows)
        if name == "current":
            zero = tc.energy_current(C, *values)
        else:
            zero = tc.energy_current_slope(C, *values, side=name.removeprefix("response_"))
        # currents and slopes are of order 1 to 30
        np.testing.assert_allclose(zero, 0.0, atol=1e-10)


def test_borders_move_by_their_shift_when_the_coefficients_do(boundaries):
    """One law one standard error off, the other exact: the shifted line is where the new root is, to second order."""
    c = with_errors(1e-3)
    only = replace(c, ee=replace(c.ee, covariance=np.zeros((3, 3))))
    only = replace(only, pp=replace(only.pp, covariance=np.diag([0.0, 0.0, only.pp.covariance[2, 2]])))
    [(plus, _)] = only.principal_variations()
    rows = regime_maps.tabulate_boundaries([only], 21)
    rows = rows[(rows["panel"] == 0) & (rows["boundary"] == "response_right") & (rows["up"] > 0.5)]
    values = dict(zip(NAMES, boundary_values(regime_maps.PLANES[0], rows), strict=True))
    before = response_excess(plus, **values, side="right")
    signs = []
    for sign in (1, -1):
        moved = values | {
            "p_right": values["p_right"] + sign * rows["across_shift"],
            "T_right": np.minimum(values["T_right"] + sign * rows["up_shift"], 1.0),
        }
        signs.append(np.abs(response_excess(plus, **moved, side="right") / before))
    assert np.all(np.minimum(*signs) < 0.1)


def test_published_borders_carry_no_error_and_measured_ones_do(boundaries):
    published = boundaries[boundaries["coefficients"] == "published"]
    assert (published[["across_shift", "up_shift"]] == 0).all().all()
    shift = boundaries[boundaries["coefficients"] == "measured"]
    moving = np.hypot(shift["across_shift"], shift["up_shift"]) > 0
    assert moving.mean() > 0.9  # the corner of equal temperatures and no forcing is sure


def test_fields_have_the_sign_of_what_they_mark():
    fields = regime_maps.tabulate_fields([C], 9)
    assert set(fields.columns) == set(regime_maps.FIELDS.columns)
    values = [fields[name] for name in NAMES]
    je = tc.energy_current(C, *values)
    clear = fields["uphill"].abs() > 1e-12
    uphill = (fields["T_right"] - fields["T_left"]) * je > 0
    assert (uphill == (fields["uphill"] > 0))[clear].all()
    assert (fields["response_right"] > 0).sum() > 20
    assert not ((fields["response_right"] > 0) & (fields["response_left"] > 0)).any()
