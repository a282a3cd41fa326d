"""Rotors of a closed chain as finite volumes."""

import numpy as np

from thermochain.rotors.driven import open_chain
from thermochain.rotors.relaxation import closed_chain


def test_rotors_fill_the_interval_with_equal_cells():
    x = closed_chain.cell_middles(7)
    np.testing.assert_allclose(np.diff(x), 2 / 7, rtol=1e-14)
    np.testing.assert_allclose([x[0] - 1 / 7, x[-1] + 1 / 7], [-1, 1], rtol=1e-14)


def test_sums_over_cosines_without_slope_at_the_ends_are_exact():
    """The modes of diffusion between closed ends are orthogonal on the rotors; on positions up to 1 they are not."""
    n = 12
    modes = [np.cos(0.5 * np.pi * k * (closed_chain.cell_middles(n) + 1.0)) for k in range(n)]
    np.testing.assert_allclose(np.inner(modes, modes), np.diag([n] + [n / 2] * (n - 1)), atol=1e-13)
    at_ends = [np.cos(0.5 * np.pi * k * (open_chain.positions(n) + 1.0)) for k in (0, 2)]
    assert abs(np.dot(*at_ends)) > 0.5


def test_site_energies_add_up_and_respect_reflection():
    rng = np.random.default_rng(5)
    q, p = rng.normal(size=(2, 9, 4))
    energies = closed_chain.site_energies(q, p)
    np.testing.assert_allclose(energies.sum(axis=0), open_chain.energies(q, p).sum(axis=0), rtol=1e-13)
    np.testing.assert_allclose(closed_chain.site_energies(-q[::-1], -p[::-1]), energies[::-1], rtol=1e-13)
