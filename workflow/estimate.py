"""Print the expected cost of a run, before anything runs: ``make estimate [PRESET=..] [CORES=..]``."""

import argparse
import os
import sys
from pathlib import Path

from snakemake.utils import update_config

from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.file import read_configuration
from thermochain.overview.configuration.sections import check_configuration
from thermochain.overview.subjects import left_out
from thermochain.rotors.driven.study import cost as driven_cost
from thermochain.rotors.driven.study.configuration import driven_runs
from thermochain.rotors.green_kubo.study.cost import cost_frame, cost_message, measure_rates
from thermochain.rotors.green_kubo.study.wanted_blocks import wanted_blocks
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.published_protocol.study import cost as protocol_cost
from thermochain.rotors.published_protocol.study.configuration import langevin_time_runs, published_protocol_runs
from thermochain.rotors.study.potential_file import configured_potential

ROOT = Path(__file__).parents[1]
REST = """Everything else (closed, harmonic and anharmonic chains, networks, energy exchange, billiard, tables and
figures) is not included: fifteen minutes of core time and 120 MB with the default preset, three quarters
of an hour with paper, some five hours with cluster."""


def is_stored(run):
    """Whether the result of a run is on disk."""
    return Path(run.file).exists()


def main():
    """Read the configuration as Snakemake does, find the stored results, measure the rates, and print the costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cores", default="all", help="cores that the run may use, or all")
    parser.add_argument("--configfile", help="preset")
    arguments = parser.parse_args()
    try:
        config = read_configuration(ROOT / "config.yaml")
        if arguments.configfile:
            update_config(config, read_configuration(arguments.configfile))
        config = check_configuration(config, ROOT / "workflow/schemas/config.schema.yaml")
    except ConfigurationError as error:
        sys.exit(f"configuration error: {error}")
    study = wanted_blocks(config, "results/green_kubo/runs")
    first = [blocks[0] for blocks in study.runs.values()]
    potential = configured_potential(config)
    protocol = {run.path: run for run in (*published_protocol_runs(config), *langevin_time_runs(config))}.values()
    n_rotors = config["published_protocol"]["n_rotors"]
    rates = measure_rates({run.n_rotors for run in first} | {n_rotors}, first[0].stride, potential=potential)
    n_cores = os.cpu_count() if arguments.cores == "all" else int(arguments.cores)
    print(cost_message(cost_frame(study.runs, study.there, rates), rates, n_cores))
    print(study.note)
    if potential is ROTORS:
        costs = protocol_cost.cost_frame(protocol, is_stored, rates, protocol_cost.langevin_rate(n_rotors))
        print(f"{protocol_cost.cost_message(costs, n_cores)}\n")
    if not potential.is_even:
        return
    chains = [run for sizes in driven_runs(config).values() for blocks in sizes.values() for run in blocks]
    speeds = driven_cost.chain_rates({run.n_rotors for run in chains}, chains[0].time_step, potential)
    costs = driven_cost.cost_frame(chains, is_stored, speeds, rates.start_up)
    print(driven_cost.cost_message(costs, n_cores))
    print(f"\n{REST if potential is ROTORS else left_out(potential)}")


if __name__ == "__main__":
    main()
