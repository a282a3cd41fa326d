"""Closed chains with another bond potential: they move as their potential says, and are compared without the paper."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from tests.root import ROOT
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.relaxation.figures import energies, limit, profiles
from thermochain.rotors.relaxation.study import limit as tables
from thermochain.rotors.relaxation.study.run import RelaxationRun
from thermochain.rotors.relaxation.study.simulation import simulate_profiles
from thermochain.rotors.study.potential_file import load_potential

TWO_WELLS = load_potential(ROOT / "workflow/potentials/two_wells.py")
PARAMETERS = {"momentum_amplitude": 1.0, "mean_temperature": 1.2, "temperature_amplitude": 0.3, "time_step": 0.025}
PARAMETERS |= {"interval": 0.0125, "last_time": 0.05, "n_replicas": 256, "seed": 3, "potential": TWO_WELLS.name}


@pytest.fixture(scope="module")
def chains():
    return [simulate_profiles(RelaxationRun(n_rotors=n, **PARAMETERS), TWO_WELLS) for n in (8, 16, 32)]


@pytest.fixture(scope="module")
def solutions(chains):
    return {tables.MEASURED: tables.solve(published_coefficients(), chains[-1].run, 4, TWO_WELLS)}


def test_the_potential_is_part_of_the_path_of_a_run_and_rotors_have_none(chains):
    assert str(chains[0].run.path).startswith(TWO_WELLS.name)
    rotors = RelaxationRun(n_rotors=8, **PARAMETERS | {"potential": "rotors"})
    assert str(rotors.path).startswith("n8_")
    assert "potential" not in rotors.parameters


def test_the_chains_start_with_the_energy_of_their_potential_and_keep_it(chains):
    """The mean of p^2/2 + u(T) over the sites, less the bond that an open chain lacks; the guard keeps each chain's."""
    for found in chains:
        n, run = found.run.n_rotors, found.run
        x = (2.0 * np.arange(n) + 1.0) / n - 1.0
        T, p = run.initial_temperature(x), run.initial_momentum(x)
        bonds = TWO_WELLS.mean_potential(0.5 * (T[1:] + T[:-1])).sum()
        expected = 0.5 * np.sum(p**2 + T) + bonds
        total = found.energy.sum(axis=-1)
        start = total[:, 0]
        assert abs(start.mean() - expected) < 4.0 * start.std(ddof=1) / np.sqrt(start.size)
        np.testing.assert_allclose(total, start[:, None] * np.ones(total.shape[1]), rtol=5e-3)  # of order dt^2
        assert abs(start.mean() - (expected - bonds)) > 1.0  # negative control


def test_the_comparison_has_the_columns_of_published_coefficients_empty(chains, solutions):
    distances = tables.distances_frame(chains, solutions)
    assert set(distances["coefficients"]) == {tables.MEASURED}
    errors = {name: np.zeros(chains[0].run.times.size) for name in tables.QUANTITIES}
    limits = tables.limits_frame(distances, chains[-1].run, errors)
    published = [name for name in limits if name.startswith("published")]
    assert limits[published].isna().all().all()
    assert limits["measured_distance"].notna().all()
    assert "nan" not in tables.limits_page(limits)


def test_the_pictures_have_no_line_of_published_coefficients(chains, solutions):
    drawn = (
        limit.draw(tables.distances_frame(chains, solutions)),
        energies.draw(tables.energies_frame(chains, solutions)),
        profiles.draw(tables.profiles_frame(chains[-1], solutions)),
    )
    for figure in drawn:
        assert isinstance(figure, Figure)
        legends = [*figure.legends, *(axis.get_legend() for axis in figure.axes)]
        texts = [text.get_text() for legend in legends if legend for text in legend.get_texts()]
        assert texts
        assert not any("published" in text for text in texts)


def test_the_errors_of_the_coefficients_are_those_of_the_same_potential(chains):
    """Coefficients without covariance leave no error: what is drawn from them is the solution itself."""
    exact = published_coefficients()
    laws = {
        name: replace(getattr(exact, name), covariance=0.0 * getattr(exact, name).covariance) for name in ("pp", "ee")
    }
    exact = replace(exact, **laws)
    centre = tables.solve(exact, chains[-1].run, 4, TWO_WELLS)
    errors = tables.coefficient_errors(exact, chains[-1].run, centre, 1, np.random.default_rng(1))
    assert max(values.max() for values in errors.values()) < 1e-12
