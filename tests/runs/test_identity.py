"""One tuple of parameters is one path and one seed."""

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from thermochain.overview.subjects import HOMES, RUNS
from thermochain.runs.identity import Run, canonical, check_distinct, seeds_of
from thermochain.runs.sources import source_files


@dataclass(frozen=True)
class Walk(Run):
    """A made-up kind of simulation with a parameter of each type."""

    start: str
    temperature: float
    n_steps: int
    seed: int

    SUBJECT: ClassVar[str] = "walks"
    NAME: ClassVar[str] = "walk"
    SIMULATION: ClassVar[str] = "thermochain.walks"
    PATTERN: ClassVar[str] = "{start}/T{temperature}_n{n_steps}_seed{seed}"

    def check(self) -> None:
        if self.temperature < 0.0:
            raise ValueError(f"temperature={self.temperature:g} must be >= 0; correct it")


WORDS = st.text(st.sampled_from("abcXYZ019_"), min_size=1, max_size=8)
NUMBERS = st.floats(0.0, 1e9, allow_nan=False).filter(lambda number: number == 0.0 or number > 1e-9)
WALKS = st.builds(Walk, WORDS, NUMBERS, st.integers(0, 10**6), st.integers(0, 2**32 - 1))
RUN = Walk("hot", 0.3, 10, 1)


def given(*strategies):
    """Any examples, however long this machine takes to find them."""
    patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    return lambda test: patient(given_any(*strategies)(test))


def state(run):
    """The first random number of a run, which its seed decides."""
    return np.random.default_rng(run.seed_sequence()).integers(2**63)


@given(WALKS)
def test_equal_parameters_have_equal_paths_and_seeds(run):
    again = Walk(**run.parameters)
    assert again == run
    assert again.path == run.path
    assert again.file == run.file
    assert state(again) == state(run)


@given(WALKS, WALKS)
def test_different_parameters_have_different_paths_and_seeds(one, other):
    assert (one == other) == (one.path == other.path)
    if one != other:
        assert one.file != other.file
        assert state(one) != state(other)


@given(WALKS)
def test_a_path_gives_its_parameters_back(run):
    constraints = Walk.wildcard_constraints()
    pattern = re.sub(r"\{(\w+)\}", lambda place: f"(?P<{place[1]}>{constraints[place[1]]})", Walk.PATTERN)
    wildcards = re.fullmatch(pattern, str(run.path)).groupdict()
    assert Walk.from_wildcards(wildcards) == run


@given(NUMBERS)
def test_numbers_that_agree_to_ten_digits_are_one_run(number):
    assert Walk("a", number * (1 + 1e-13), 1, 1).path == Walk("a", number, 1, 1).path or canonical(
        number * (1 + 1e-13)
    ) != canonical(number)  # on the border between two spellings
    run = Walk("a", number, 1, 1)
    assert float(canonical(run.temperature)) == run.temperature == pytest.approx(number, rel=1e-9)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1 + 0.2, "0.3"), (400.0, "400"), (1e-7, "0.0000001"), (2.5e10, "25000000000"), (7, "7"), ("gibbs", "gibbs")],
)
def test_numbers_are_spelled_as_one_writes_them(value, text):
    assert canonical(value) == text


def test_a_run_takes_numpy_numbers_and_no_negative_zero():
    run = Walk("hot", np.float64(0.3), np.int64(10), np.array(1))
    assert run == RUN
    assert [type(value) for value in run.parameters.values()] == [str, float, int, int]
    assert Walk("hot", -0.0, 10, 1).path == Walk("hot", 0.0, 10, 1).path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"temperature": float("nan")}, "temperature=nan must be a finite number; correct it"),
        ({"temperature": "warm"}, "temperature='warm' must be a finite number; correct it"),
        ({"temperature": -1.0}, "temperature=-1 must be >= 0"),
        ({"n_steps": 2.5}, "n_steps=2.5 must be"),
        ({"n_steps": -1}, "n_steps=-1 must be"),
        ({"start": 3}, "start=3 must be a word; correct it"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(change, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        replace(RUN, **change)


def test_random_numbers_follow_from_subject_and_path_alone():
    assert RUN.seed_sequence().entropy == seeds_of("walks/hot/T0.3_n10_seed1").entropy

    class Renamed(Walk):
        SUBJECT = "strolls"
        SEEDS = "walks/"

    renamed = Renamed(**RUN.parameters)
    assert renamed.file == "results/strolls/runs/hot/T0.3_n10_seed1.npz"
    assert renamed.seed_sequence().entropy == RUN.seed_sequence().entropy  # a new name keeps the bits


def test_the_same_entry_twice_is_named():
    check_distinct("torques", [0.1, 0.2])
    with pytest.raises(ValueError, match=r"torques has the same entry twice, 0\.3 to ten digits, in entry 1"):
        check_distinct("torques", [0.3, 0.1 + 0.2])


@pytest.mark.parametrize("kind", RUNS, ids=lambda kind: kind.NAME)
def test_every_kind_of_simulation_of_the_study_spells_all_its_parameters(kind):
    *_, pattern = kind.patterns()
    places = re.findall(r"\{(\w+)\}", pattern)
    assert sorted(places) == sorted(field.name for field in fields(kind))
    assert kind.SUBJECT in HOMES
    assert kind.NAME.startswith(kind.SUBJECT)
    module = kind.SIMULATION.replace(".", "/") + ".py"
    [source] = [Path(path) for path in source_files(kind.SIMULATION) if path.endswith(module)]
    assert re.search(r"^def simulate\(run", source.read_text(), re.MULTILINE)


def test_no_two_kinds_of_simulation_share_a_name_or_a_path():
    assert len({kind.NAME for kind in RUNS}) == len(RUNS)
    for subject in {kind.SUBJECT for kind in RUNS}:
        patterns = [kind.PATTERN for kind in RUNS if subject == kind.SUBJECT]
        assert len(patterns) == 1 or len({pattern.partition("/")[0] for pattern in patterns}) == len(patterns)
