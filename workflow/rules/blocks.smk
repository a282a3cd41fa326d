"""Blocks that a wanted precision is planned from, and those that the plan names."""

from dataclasses import replace

from thermochain.study.equilibrium.correlation_files import stored_blocks


def block_paths(run, numbers):
    """Files of the blocks of one tuple with these numbers."""
    return [
        f"results/green_kubo/{replace(run, block=number).path}.npz"
        for number in sorted(numbers)
    ]


def numbers_there():
    """Temperature -> numbers of the blocks to plan from: the pilot and all further ones that are there.

    A plan that stands keeps those that it was made from: its own blocks are no reason to plan again.
    """
    from thermochain.study.equilibrium.precision import standing_plan

    pilot = {
        temperature: {run.block for run in runs} for temperature, runs in RUNS.items()
    }
    stored = {
        temperature: stored_blocks("results/green_kubo", runs[0])
        for temperature, runs in RUNS.items()
    }
    standing = standing_plan(
        "results/tables/planned_blocks.csv", "results/tables/precision.csv", PRECISION
    )
    if standing is not None:
        before, named = standing
        done = set(named) == set(RUNS) == set(before)
        if done and all(
            pilot[temperature] <= before[temperature]
            and named[temperature] == stored[temperature]
            for temperature in RUNS
        ):
            return before
    return {
        temperature: pilot[temperature] | stored[temperature] for temperature in RUNS
    }


# temperature, as spelled in paths -> files of the blocks to plan from
BLOCKS_THERE = {
    temperature: block_paths(RUNS[temperature][0], numbers)
    for temperature, numbers in numbers_there().items()
}


def planned_blocks(wildcards):
    """Files of all blocks that the plan names, once it is made."""
    from thermochain.study.equilibrium.precision import planned_numbers

    numbers = planned_numbers(checkpoints.plan_blocks.get().output.numbers)
    return [
        path
        for temperature, runs in RUNS.items()
        for path in block_paths(runs[0], numbers[temperature])
    ]


def paths_by_temperature(wildcards, input):
    """The same as temperature -> files."""
    return {
        temperature: [
            path
            for path in input.blocks
            if path.startswith(f"results/green_kubo/T{temperature}/")
        ]
        for temperature in RUNS
    }
