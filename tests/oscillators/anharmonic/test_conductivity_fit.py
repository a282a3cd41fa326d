"""Heat conductivity of rings with velocity flips, and the law through measured values."""

import numpy as np
import pytest
from numpy.random import SFC64, Generator

from thermochain.engine.bond_forces.harmonic import harmonic
from thermochain.engine.bond_forces.tilted import tilted
from thermochain.engine.bond_geometry import ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.anharmonic.bond_gibbs import bond_state
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.conductivity import ConductivityLaw, conductivity_bound
from thermochain.oscillators.anharmonic.conductivity_fit import fit_conductivity
from thermochain.oscillators.anharmonic.running_conductivity import running_conductivity
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip

RATE = 0.7
TRUE = np.array([-0.1, -0.05, 0.02, -0.08, 0.03, 0.04])


@pytest.mark.parametrize("tension", [0.0, 1.0])
def test_harmonic_rings_conduct_heat_as_1_over_4_gamma_and_work_besides(tension):
    """Without the tilt the energy current carries the work tau p too, which adds tau^2/(2 gamma T)."""
    n, n_replicas, T, dt, rng = 8, 256, 0.5, 0.05, Generator(SFC64(3))
    bonds = tension + np.sqrt(T) * rng.standard_normal((n, n_replicas))
    momenta = np.sqrt(T) * rng.standard_normal((n, n_replicas))
    energies = 0.5 * np.mean(bonds**2 + momenta**2, axis=0) - T - 0.5 * tension**2
    controls = np.stack([bonds.mean(axis=0) - tension, energies])
    found = {}
    for name, force in (("heat", tilted(harmonic, tension)), ("all", tilted(harmonic, 0.0))):
        rings = NoisyChains(
            bonds, momenta, dt, force=force, geometry=ring, swaps=velocity_flip(n, n, True), rate=RATE, rng=rng
        )
        (_, current), _ = rings.run(4000, stride=1, profile_stride=4000)
        _, kappa, std = running_conductivity(current, controls, n_masses=n, temperature=T, spacing=dt, n_lags=121)
        found[name] = kappa[-1], std[-1]
    for name, exact in (("heat", 0.25 / RATE), ("all", 0.25 / RATE + 0.5 * tension**2 / (RATE * T))):
        value, std = found[name]
        assert std < 0.06 * exact
        # e^{-2 gamma 6} = 2e-4 is cut off, and the trapezoidal rule adds gamma dt^2/3 of C(0)
        assert abs(value - exact) < 4.0 * std


def test_the_law_returns_from_its_own_values_with_honest_errors():
    rng = np.random.default_rng(5)
    tension, temperature = (grid.ravel() for grid in np.meshgrid([0.0, 1.0, 2.0], [0.8, 1.25, 2.0, 3.2]))
    states = bond_state(QUARTIC, tension, temperature)
    true = ConductivityLaw(RATE, 2.0, 0.8, 3.2, TRUE, np.zeros((6, 6)))
    std = 0.01 * true(states)
    scores = []
    for _ in range(200):
        law = fit_conductivity(states, true(states) + std * rng.standard_normal(12), std, RATE)
        scores.append((law(states) - true(states))[5] / law.std(states)[5])
    # scaled by chi^2 only upwards, so rather below 1; 200 scores know their spread to 5 %
    assert 0.7 < np.std(scores) < 1.1
    exact = fit_conductivity(states, true(states), std, RATE)
    np.testing.assert_allclose(exact.parameters, TRUE, atol=1e-10)


def test_beyond_the_measured_range_the_law_keeps_its_distance_from_the_bound():
    law = ConductivityLaw(RATE, 2.0, 0.8, 3.2, TRUE, np.zeros((6, 6)))
    edge, beyond = bond_state(QUARTIC, 2.0, 3.2), bond_state(QUARTIC, 5.0, 30.0)
    ratios = [law(state) / conductivity_bound(state, RATE) for state in (edge, beyond)]
    assert ratios[0] == pytest.approx(ratios[1], rel=1e-12)


def test_too_few_points_and_values_without_a_logarithm_are_refused():
    states = bond_state(QUARTIC, np.repeat([0.0, 1.0], 5), np.tile([0.5, 1.0, 1.5, 2.0, 3.0], 2))
    with pytest.raises(ValueError, match="tensions 0 and 2 of other squares"):
        fit_conductivity(states, np.ones(10), np.full(10, 0.1), RATE)
    with pytest.raises(ValueError, match=r"kappa=-1 .* must be positive"):
        fit_conductivity(states, np.full(10, -1.0), np.full(10, 0.1), RATE)
