"""Windows of structure factors and the winding that phase slips leave are foreseen before the first job."""

from copy import deepcopy

import numpy as np
import pytest
import yaml
from snakemake.utils import update_config

from tests.root import CONFIG, ROOT
from thermochain.rotors.validation.phase_slips.study import configuration as phase_slips
from thermochain.rotors.validation.phase_slips.transmission import estimate_transmission
from thermochain.rotors.validation.structure_factors.mode_correlation import ModeCorrelations
from thermochain.rotors.validation.structure_factors.structure_factor import estimate_diffusivity, n_windows
from thermochain.rotors.validation.structure_factors.study import configuration as structure_factors


def changed(section, row, **settings):
    """The default configuration with other settings in one row of rings of a section."""
    config = deepcopy(CONFIG)
    config[section]["rings"][row] |= settings
    return config


@pytest.mark.parametrize("preset", [None, "smoke", "paper", "cluster"])
def test_the_presets_pass(preset):
    config = deepcopy(CONFIG)
    if preset:
        update_config(config, yaml.safe_load((ROOT / f"workflow/presets/{preset}.yaml").read_text()))
    for subject in (structure_factors, phase_slips):
        subject.check(config)


@pytest.mark.parametrize(
    "settings",
    [
        {"relaxation": 300.0},  # windows open too early
        {"n_rotors": 128},  # on a small ring, too
        {"n_rotors": 8192},  # on a large ring they do not close
        {"n_modes": 1},
        {"maximum_lag": 1600.0},
    ],
)
def test_structure_factors_without_two_windows_are_refused_with_the_remedy(settings):
    with pytest.raises(
        ValueError, match=r"^structure_factors\.rings\[0\]: .*and a limit needs 2; take a larger n_rotors"
    ):
        structure_factors.check(changed("structure_factors", 0, **settings))


@pytest.mark.parametrize(("duration", "temperature"), [(400.0, 0.2), (20_000.0, 0.15), (1000.0, 0.3)])
def test_rings_that_would_lose_their_winding_are_refused_with_the_longest_duration(duration, temperature):
    with pytest.raises(ValueError, match=r"^phase_slips\.rings\[2\]: duration=.* must be at most .*; shorten it"):
        phase_slips.check(changed("phase_slips", 2, duration=duration, temperature=temperature))


def decaying(wavenumbers, diffusivity, times):
    """Correlations that decay like exp(-D k^2 t), with the noise of eight batches."""
    rng = np.random.default_rng(1)
    factor = np.exp(-diffusivity * np.multiply.outer(wavenumbers**2, times))
    return ModeCorrelations(wavenumbers, times, factor * (1.0 + 1e-4 * rng.standard_normal((8, *factor.shape))))


@pytest.mark.parametrize("seed", range(40))
def test_where_two_windows_are_foreseen_the_estimate_finds_them(seed):
    """Seeded rings, lags and relaxation times; the true D is off the foreseen one by up to the margin."""
    rng = np.random.default_rng(seed)
    k = 2.0 * np.pi * np.arange(1, rng.integers(2, 9)) / rng.integers(32, 512)
    times = np.linspace(0.0, float(10.0 ** rng.uniform(1.0, 3.5)), 400)
    relaxation = float(10.0 ** rng.uniform(0.5, 2.0))
    diffusivity = float(10.0 ** rng.uniform(-1.0, 1.0))
    foreseen = n_windows(k, diffusivity, (relaxation, times[-1]), 1.15)
    correlations = decaying(k, diffusivity * rng.uniform(1 / 1.14, 1.14), times)
    if foreseen >= 2:
        assert np.count_nonzero(estimate_diffusivity(correlations, relaxation).used) >= foreseen
    elif n_windows(k, diffusivity, (relaxation, times[-1]), 1.0 / 1.3) < 2:  # even a favourable D leaves too few
        with pytest.raises(ValueError, match="a limit needs 2"):
            estimate_diffusivity(correlations, relaxation)


@pytest.mark.parametrize("kept", [0.3, 0.7, 1.0])
def test_an_accepted_duration_leaves_half_of_the_winding_whatever_part_of_the_passages_stays(kept):
    run = phase_slips.phase_slips_runs(CONFIG)[-1]
    times = np.linspace(0.1, 0.499 / run.free_rate, 200)
    batches = np.tile(1.0 - (1.0 - kept) * (1.0 - np.exp(-times)), (4, 1))
    batches += 1e-3 * np.random.default_rng(1).standard_normal(batches.shape)
    assert estimate_transmission(times, batches, run.free_rate, 0.0).remaining > 0.5
