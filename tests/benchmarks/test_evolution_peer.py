"""The evolution against py-pde: other variables, another form of the equations, another mesh, another integrator.

Runs where py-pde is installed, as `make crosscheck` does.
"""

import numpy as np
import pytest
from scipy.interpolate import CubicSpline

pytest.importorskip("pde", reason='the optional extra "crosscheck" is not installed; "make crosscheck" installs it')

from benchmarks.evolution import momentum, temperature
from benchmarks.evolution_peer import Relaxation
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.evolution.evolution import solve_evolution

END = 0.1  # the temperature has changed by 0.1, the momentum by 0.3


def test_py_pde_converges_to_our_profiles_with_second_order():
    here = solve_evolution(
        published_coefficients(), momentum=momentum, temperature=temperature, times=[0.0, END], n_cells=1024
    )
    assert np.max(np.abs(here.momentum[1] - here.momentum[0])) > 0.2
    errors = []
    for n_cells in (32, 64):
        peer = Relaxation(n_cells, momentum, temperature, tolerance=1e-7)
        by_peer = peer.run(END)
        by_package = (CubicSpline(here.x, profile[1])(peer.x) for profile in (here.momentum, here.temperature))
        errors.append([np.max(np.abs(a - b)) for a, b in zip(by_peer, by_package, strict=True)])
    assert np.max(errors[1]) < 1e-4
    # the package's solution on 1024 cells contributes a thousandth
    np.testing.assert_allclose(np.divide(*errors), 4.0, atol=0.1)
