"""Rule solve_networks: steady states of the examples -> printed and exact values, and tables of the graphs."""

from thermochain.oscillators.networks.study import example_tables as tables
from thermochain.oscillators.networks.study.examples import EXAMPLES
from thermochain.oscillators.networks.study.search_tables import REFERENCES, reference_frame
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    comparison = tables.comparison_frame()
    logger.info("\n%s", comparison.to_string(index=False))
    tables.COMPARISON.write(snakemake.output.examples, comparison)
    save_text(snakemake.output.page, tables.comparison_page(comparison))
    masses, springs = tables.graph_frames(EXAMPLES)
    tables.MASSES.write(snakemake.output.masses, masses)
    tables.SPRINGS.write(snakemake.output.springs, springs)
    free_masses, free_springs = tables.graph_frames({name: example.free for name, example in EXAMPLES.items()})
    tables.MASSES.write(snakemake.output.free_masses, free_masses)
    tables.SPRINGS.write(snakemake.output.free_springs, free_springs)
    tables.BATHS.write(snakemake.output.baths, tables.baths_frame())
    tables.FREE.write(snakemake.output.free, tables.free_frame())
    scan = snakemake.params.scan
    tables.SCAN.write(snakemake.output.scan, tables.scan_frame(scan["largest_strength"], scan["points"]))
    REFERENCES.write(snakemake.output.references, reference_frame())
