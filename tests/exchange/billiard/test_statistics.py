"""Laws of exchange: the exact ones against velocities drawn with the flux, and tests that can tell laws apart."""

import numpy as np
import pytest

from thermochain.exchange.billiard import statistics as laws

N = 200_000


@pytest.fixture(scope="module")
def collisions():
    """Energies of two disks before and after a collision, drawn with the flux: shapes (2, N)."""
    rng = np.random.default_rng(0)
    relative, common = rng.rayleigh(size=N), rng.normal(size=N)
    tangential = rng.normal(size=(2, N))
    normal = np.array([common + relative, common - relative]) / np.sqrt(2)
    return 0.5 * (normal**2 + tangential**2), 0.5 * (normal[::-1] ** 2 + tangential**2)


@pytest.mark.parametrize("n_particles", [2, 5, 50])
def test_share_of_a_colliding_disk_follows_the_flux_and_not_beta(collisions, n_particles):
    rng = np.random.default_rng(1)
    energy = collisions[0][0]
    share = np.sort(energy / (energy + rng.gamma(n_particles - 1, size=N)))
    exact = laws.kolmogorov_distance(share, laws.flux_share_cdf(share, n_particles))
    assert laws.kolmogorov_p_value(exact, N) > 1e-3
    stated = laws.kolmogorov_distance(share, laws.beta_share_cdf(share, n_particles))
    assert laws.kolmogorov_p_value(stated, N) < 1e-10


def test_share_of_the_pair_follows_the_flux_before_and_after_and_is_not_uniform(collisions):
    for energies in collisions:
        share = np.sort(energies[0] / energies.sum(axis=0))
        distance = laws.kolmogorov_distance(share, laws.flux_redistribution_cdf(share))
        assert laws.kolmogorov_p_value(distance, N) > 1e-3
        assert laws.kolmogorov_p_value(laws.kolmogorov_distance(share, share), N) < 1e-3


def test_collisions_remember_the_share(collisions):
    before, after = (energies[0] / energies.sum(axis=0) for energies in collisions)
    # standard error of a correlation of 2e5 pairs: 0.0022
    assert np.corrcoef(before, after)[0, 1] == pytest.approx(laws.SHARE_CORRELATION, abs=0.009)
    for low in (0.0, 0.45, 0.9):
        inside = (before >= low) & (before < low + 0.1)
        exact = laws.flux_mean_share(before[inside][:2000]).mean()
        # 2e4 shares of standard deviation 0.3 and the position of 2000 of them within the bin
        assert after[inside].mean() == pytest.approx(exact, abs=0.009)


def test_mean_energy_of_a_colliding_disk_counts_degrees_of_freedom(collisions):
    # in units of the temperature, 1.25 a disk; an isolated pair of cells with many disks has temperature 1/M a disk
    assert collisions[0].mean() == pytest.approx(laws.colliding_energy(10**9), rel=0.01)
    assert laws.colliding_energy(1) == 1.0  # two disks hold all the energy there is


def velocity_of_a_disk(n_particles, energy, rng):
    """One velocity of M that are uniform under sum v^2 = M E, shape (2, N)."""
    velocity = rng.normal(size=(2, N))
    others = 2 * rng.gamma(n_particles - 1, size=N) if n_particles > 1 else 0.0
    return velocity * np.sqrt(n_particles * energy / ((velocity**2).sum(axis=0) + others))


def transfer_of_drawn_collisions(n_particles, energies, rng):
    """Mean energy moved by collisions of any impact parameter, weighted with the relative speed; its standard error."""
    one, other = (velocity_of_a_disk(n_particles, energy, rng) for energy in energies)
    (dx, dy), sine = one - other, rng.uniform(-1, 1, N)
    speed, cosine = np.hypot(dx, dy), np.sqrt(1 - sine**2)
    normal = np.array([dx * cosine - dy * sine, dx * sine + dy * cosine]) / speed
    moved = ((one * normal).sum(axis=0) ** 2 - (other * normal).sum(axis=0) ** 2) / n_particles
    mean = np.average(moved, weights=speed)
    return mean, np.sqrt(np.sum((speed * (moved - mean)) ** 2)) / speed.sum()


@pytest.mark.parametrize("energies", [(1.0, 1.5), (0.3, 1.0), (0.01, 1.0)])
@pytest.mark.parametrize("n_particles", [1, 2, 5, 50])
def test_a_collision_moves_4M_over_2M_plus_1_times_the_energy_of_an_exchange_at_every_ratio(n_particles, energies):
    rng = np.random.default_rng(4)
    moved, error = transfer_of_drawn_collisions(n_particles, energies, rng)
    exchange = (energies[0] - energies[1]) / (2 * n_particles)
    # three standard errors, 0.2 to 6 % of the value; the seed is fixed, so that twelve of them need no wider margin
    assert abs(moved - laws.transfer_ratio(n_particles) * exchange) < 3 * error
    if energies[0] == 0.01 and n_particles > 1:  # the draw tells it from the product of bias and memory of shares
        product = (1 - laws.SHARE_CORRELATION) * laws.colliding_energy(n_particles)
        assert abs(moved - product * exchange) > 5 * error


def test_exponential_times_pass_and_others_do_not():
    rng = np.random.default_rng(2)
    fit = laws.waiting_times(rng.exponential(5.0, 4000), rng)
    assert fit.p_value > 0.01
    assert fit.rate == pytest.approx(0.2, abs=3 * fit.rate_error)
    assert fit.tail_rate == pytest.approx(0.2, abs=3 * fit.tail_rate_error)
    assert fit.variation == pytest.approx(1.0, abs=0.1)
    assert laws.waiting_times(rng.gamma(1.5, size=4000), rng).p_value < 0.01


def test_ratio_of_sums_has_the_error_of_its_batches():
    rng = np.random.default_rng(3)
    estimates = [laws.ratio_with_error(rng.normal(3, 1, 20), rng.normal(2, 0.1, 20)) for _ in range(400)]
    values, errors = np.array(estimates).T
    # 400 estimates give their scatter to 4 %
    assert errors.mean() == pytest.approx(values.std(), rel=0.15)


def test_samples_that_cannot_be_judged_are_refused():
    with pytest.raises(ValueError, match="times=3"):
        laws.waiting_times(np.ones(3), np.random.default_rng(0))
    with pytest.raises(ValueError, match="sorted"):
        laws.kolmogorov_distance(np.array([0.5, 0.1]), np.array([0.5, 0.1]))
