"""Blocks from which a wanted precision is planned, and blocks that the plan names."""

from dataclasses import replace

from thermochain.rotors.green_kubo.study.correlation_files import stored_blocks


def block_paths(run, numbers):
    """Files of the blocks with these numbers, all other parameters as in `run`."""
    return [replace(run, block=number).file for number in sorted(numbers)]


def numbers_there():
    """Temperature -> numbers of the blocks to plan from: those of the pilot and all further stored ones.

    A valid plan keeps the blocks from which it was made: the blocks that it added do not cause a new plan.
    """
    from thermochain.rotors.green_kubo.study.precision import standing_plan

    pilot = {temperature: {run.block for run in runs} for temperature, runs in RINGS.items()}
    stored = {temperature: stored_blocks("results/green_kubo/runs", runs[0]) for temperature, runs in RINGS.items()}
    standing = standing_plan(
        "results/green_kubo/tables/planned_blocks.csv", "results/green_kubo/tables/precision.csv", PRECISION
    )
    if standing is not None:
        before, named = standing
        done = set(named) == set(RINGS) == set(before)
        if done and all(
            pilot[temperature] <= before[temperature] and named[temperature] == stored[temperature]
            for temperature in RINGS
        ):
            return before
    return {temperature: pilot[temperature] | stored[temperature] for temperature in RINGS}


# temperature, as spelled in paths -> files of the blocks to plan from
BLOCKS_THERE = {
    temperature: block_paths(RINGS[temperature][0], numbers) for temperature, numbers in numbers_there().items()
}


def planned_blocks(wildcards):
    """Files of all blocks that the plan names; they are known once the plan is made."""
    from thermochain.rotors.green_kubo.study.precision import planned_numbers

    numbers = planned_numbers(checkpoints.plan_blocks.get().output.numbers)
    return [path for temperature, runs in RINGS.items() for path in block_paths(runs[0], numbers[temperature])]


def paths_by_temperature(wildcards, input):
    """Temperature -> files of the blocks that the plan names."""
    return {temperature: [path for path in input.blocks if f"/T{temperature}/" in path] for temperature in RINGS}
