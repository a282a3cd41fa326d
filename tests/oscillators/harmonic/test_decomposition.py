"""The decomposition (20) of Olla of the energy current: exact for flips, and for no other noise here."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oscillators.harmonic.decomposition import decompose_energy_current


@pytest.mark.parametrize("noise", ["velocity_flip", "stretch_flip"])
@given(rate=st.floats(0.05, 20.0))
@settings(max_examples=20, deadline=None)
def test_flips_leave_a_gradient_and_a_local_fluctuation(noise, rate):
    """D_e = 1/(4 gamma), as in (22); flips of the stretches keep the momentum, whose D_p is 1/(2 gamma)."""
    found = decompose_energy_current(noise, rate, 0)
    assert found.residual < 1e-11 * max(1.0, 1.0 / rate)
    assert found.energy_diffusivity == pytest.approx(1.0 / (4.0 * rate), rel=1e-9)
    if noise == "stretch_flip":
        assert found.momentum_diffusivity == pytest.approx(1.0 / (2.0 * rate), rel=1e-9)


@pytest.mark.parametrize("noise", ["none", "velocity_exchange"])
def test_other_chains_have_no_decomposition_of_a_few_sites(noise):
    """Their energy does not diffuse: what is left falls slowly with the number of sites."""
    left = [decompose_energy_current(noise, 1.0, reach).residual for reach in range(5)]
    assert min(left) > 0.05
    assert np.all(np.diff(left) <= 1e-12)  # larger forms contain the smaller ones


@pytest.mark.parametrize("noise", ["velocity_flip", "stretch_flip"])
def test_the_decomposition_is_an_identity_of_states(noise):
    found = decompose_energy_current(noise, 1.0, 0)
    p, r = np.random.default_rng(1).normal(size=(2, 6))  # sites -2 to 3

    def value(form, p, r, shift=0):
        at = {"p": p, "r": r}
        return sum(c * np.prod([at[kind][site + shift + 2] for kind, site in pair]) for pair, c in form.items())

    step = 1e-3  # F is quadratic, so that central differences are exact
    velocities = np.append(np.diff(r), 0.0), np.append(0.0, np.diff(p))
    ahead, behind = ((p + s * velocities[0], r + s * velocities[1]) for s in (step, -step))
    moved = (value(found.fluctuation, *ahead) - value(found.fluctuation, *behind)) / (2.0 * step)
    turned = 1.0 - 2.0 * np.eye(6)
    flipped = [(p * turn, r) if noise == "velocity_flip" else (p, r * turn) for turn in turned]
    noise_part = sum(value(found.fluctuation, *state) - value(found.fluctuation, p, r) for state in flipped)
    gradient = value(found.gradient, p, r, shift=1) - value(found.gradient, p, r)
    assert -p[2] * r[3] == pytest.approx(gradient + moved + noise_part, abs=1e-9)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("flip", 1.0, 0), "noise"), (("none", 0.0, 0), "rate=0.0 must"), (("none", 1.0, -1), "reach=-1 must")],
)
def test_invalid_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        decompose_energy_current(*arguments)
