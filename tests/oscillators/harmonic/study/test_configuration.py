"""Simulations that the section `harmonic` asks for, and settings that it refuses."""

import pytest

from tests.oscillators.harmonic.study.section import CONFIG, SECTION
from tests.oscillators.made import changed, paths
from thermochain.oscillators.harmonic.study.configuration import check, simulations

CONSTANT, PERIODIC, FORCED = "constant_force", "periodic_force", "forced_evolution"
FLIPS, BENDING = "rotor_flips", "bending"
RINGS = "rotor_rings"


@pytest.mark.parametrize(
    ("key", "value", "rerun"),
    [
        ("sizes", [8, 16], set()),
        ("current_sizes", [8, 16], set()),
        ("evolution.n_times", 9, set()),
        ("rings.n_times", 4, set()),
        ("diffusivities.rates", [0.5], set()),
        ("flip_rate", 2.0, {CONSTANT, PERIODIC, FORCED, FLIPS, RINGS}),
        ("chain.T_right", 3.0, {CONSTANT}),
        ("chain.force", 1.0, {CONSTANT, PERIODIC, FORCED}),
        ("periodic_force.frequency", 0.5, {PERIODIC, FORCED}),
        ("forced.sizes", [4, 16], set()),
        ("forced.last_time", 0.2, set()),
        ("forced.simulation.duration", 12.8, {FORCED}),
        ("phonons.packet_rate", 0.1, set()),
        ("simulation.n_replicas", 64, {CONSTANT, PERIODIC}),
        ("rotor_flips.temperature", 1.0, {FLIPS}),
        ("rotor_rings.momentum_wave", 0.3, {RINGS}),
        ("rotor_rings.coefficients.duration", 400.0, {FLIPS}),
        ("bending.duration", 200.0, {BENDING}),
    ],
)
def test_changing_one_key_reruns_only_the_simulations_that_it_enters(key, value, rerun):
    before, after = paths(simulations(CONFIG)), paths(simulations(changed(CONFIG, f"harmonic.{key}", value)))
    assert {path.split("/")[0] for path in after - before} == rerun
    assert {path.split("/")[0] for path in before - after} == rerun


def test_a_rate_or_a_size_more_adds_one_run_and_keeps_the_others():
    for key, value in (("rotor_flips.rates", [0.5, 1.0, 2.0]), ("bending.sizes", [16, 32])):
        before, after = paths(simulations(CONFIG)), paths(simulations(changed(CONFIG, f"harmonic.{key}", value)))
        assert before < after
        assert len(after) == len(before) + 1


def test_the_largest_arrays_are_those_of_many_rings():
    many = changed(
        changed(CONFIG, "harmonic.rotor_flips.n_replicas", 100_000), "harmonic.rotor_flips.n_rotors", 100_000
    )
    assert max(run.job_memory for _, run in simulations(many)) > 2**40
    assert all(key.startswith("harmonic.") for key, _ in simulations(CONFIG))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("chain", "T_right"), 1.0, "T_right"),
        (("rings", "temperature_wave"), 1.0, "rings.temperature_wave=1 must be < temperature=1"),
        (("rings", "sizes"), [16, 8, 12], "rings.sizes=.* must increase"),
        (("diffusivities", "rates"), [1.0, 2.0], "rates"),
        (("diffusivities", "sizes"), [16, 12, 20], "increase"),
        (("forced", "sizes"), [8, 4], "forced.sizes=.* must increase"),
        (("forced", "mean_sizes"), [8, 4], "forced.mean_sizes=.* must increase"),
        (
            ("forced", "simulation"),
            {"n": 8, "time_step": 0.05, "duration": 6.45, "n_replicas": 512},
            "forced.simulation.duration=6.45 must be a multiple of 2 time steps",
        ),
        (("bending", "maximum_lag"), 80.0, "bending.maximum_lag"),
        (("rotor_flips", "stride"), 2, "rotor_flips.rate . stride . time_step=0.4 must lie in .* reduce stride"),
        (("rotor_rings", "temperature_wave"), 0.25, "rotor_rings: the coldest temperature=0.05 must lie in"),
        (("rotor_rings", "momentum_wave"), 1.0, "rotor_rings: temperature . momentum.2=1.36 must lie in"),
        (("rotor_rings", "interval"), 0.0251, "rotor_rings.interval n.2 for n=8=1.6064 must be a multiple"),
        (("rotor_rings", "sizes"), [16, 8], "rotor_rings.sizes=.* must increase"),
        (("rotor_flips", "maximum_lag"), 20.25, "rotor_flips.maximum_lag=20.25 must be a multiple"),
        (("simulation", "duration"), 402.0, "simulation.duration=402 must be a multiple of 100 time steps"),
    ],
)
def test_settings_that_cannot_run_are_named(path, value, message):
    section = {**SECTION, path[0]: {**SECTION[path[0]], path[1]: value}}
    check(CONFIG)
    with pytest.raises(ValueError, match=message) as refused:
        check(CONFIG | {"harmonic": section})
    assert str(refused.value).startswith("harmonic: ")
