"""Rule tabulate_networks_search: searches -> couplings and temperatures that make most heat circulate or be pumped."""

from thermochain.oscillators.networks.study.example_tables import MASSES, SPRINGS, graph_frames
from thermochain.oscillators.networks.study.search_tables import SEARCH, search_frame
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    frame, found = search_frame(snakemake.input.circulation, snakemake.input.pump)
    logger.info("\n%s", frame.to_string(index=False))
    SEARCH.write(snakemake.output.search, frame)
    masses, springs = graph_frames(found)
    MASSES.write(snakemake.output.found_masses, masses)
    SPRINGS.write(snakemake.output.found_springs, springs)
