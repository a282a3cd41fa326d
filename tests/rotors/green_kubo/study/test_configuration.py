"""The section of Green-Kubo: which simulations a change reruns, and what is refused with its key."""

from copy import deepcopy

import pytest

from tests.root import CONFIG
from thermochain.rotors.green_kubo.study.configuration import check, counts, green_kubo_runs


def changed(**section):
    config = deepcopy(CONFIG)
    config["green_kubo"] |= section
    return config


def simulations(config):
    return {run for blocks in green_kubo_runs(config).values() for run in blocks}


SECTION, ALL = CONFIG["green_kubo"], simulations(CONFIG)
SCHEDULE = SECTION["schedule"]


def test_a_further_temperature_or_block_keeps_all_simulations_and_the_fit_range_enters_none():
    further = simulations(changed(temperatures=[*SECTION["temperatures"], 1.1]))
    assert further > ALL
    assert {run.temperature for run in further - ALL} == {1.1}
    assert {run.block for run in simulations(changed(blocks=SECTION["blocks"] + 1)) - ALL} == {SECTION["blocks"]}
    assert simulations(changed(fit_range=[0.4, 1.5])) == ALL


def test_a_row_of_the_schedule_enters_the_temperatures_that_it_serves():
    schedule = [row | {"n_replicas": 4096} if row["from"] == 2.0 else row for row in SCHEDULE]
    assert {run.temperature for run in simulations(changed(schedule=schedule)) - ALL} == {2.0}


def test_the_number_of_simulations_is_the_product_of_the_counted_factors():
    [(key, factors)] = counts(CONFIG)
    assert key == "green_kubo"
    assert factors["blocks"] * factors["number of temperatures"] == len(ALL)


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ({"temperatures": [0.3, 0.1 + 0.2, 1.5]}, "green_kubo.temperatures has the same entry twice"),
        (
            {"temperatures": [0.5, 1.0, 1.5]},
            "green_kubo.temperatures = .* must reach from 0.3 .* to 1.5",
        ),
        ({"sampling_interval": 0.25}, "green_kubo.sampling_interval=0.25 must be a multiple of time_step"),
        ({"schedule": SCHEDULE[1:]}, "green_kubo.temperatures holds 0.2, but green_kubo.schedule begins at 0.25; add"),
        ({"schedule": [SCHEDULE[0], *SCHEDULE]}, "green_kubo.schedule has two rows with the same `from`"),
        (
            {"schedule": [row | {"n_replicas": 100} for row in SCHEDULE]},
            "green_kubo: n_replicas=100 must be",
        ),
        (
            {"schedule": [row | {"maximum_lag": 4} for row in SCHEDULE]},
            "green_kubo.schedule: maximum_lag = 4 .* 16;",
        ),
        ({"schedule": [row | {"n_replicas": 16} for row in SCHEDULE], "blocks": 1}, "green_kubo.schedule: .*needs 4"),
        ({"fit_range": [1.5, 0.3]}, "green_kubo.fit_range = .* the first must be below the second"),
        ({"fit_range": [0.3, 0.4]}, "green_kubo.fit_range = .* holds 3 of green_kubo.temperatures.*widen it"),
    ],
)
def test_conditions_that_join_keys_are_named_with_their_key(section, message):
    check(CONFIG)
    with pytest.raises(ValueError, match=message):
        check(changed(**section))
