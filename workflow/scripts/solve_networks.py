"""Rule solve_networks: steady states of the examples -> tables, printed and ours, and graphs."""

from thermochain.oscillators.networks.study import tables
from thermochain.oscillators.networks.study.examples import EXAMPLES
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]) as logger:
    comparison = tables.comparison_table()
    logger.info("\n%s", comparison.to_string(index=False))
    tables.COMPARISON.write(snakemake.output.examples, comparison)
    save_text(snakemake.output.page, tables.comparison_page(comparison))
    masses, springs = tables.graph_tables(EXAMPLES)
    write_table(snakemake.output.masses, masses, tables.MASSES, tables.MASSES_COLUMNS)
    write_table(snakemake.output.springs, springs, tables.SPRINGS, tables.SPRINGS_COLUMNS)
    scan = tables.scan_table(snakemake.params.scan["largest_strength"], snakemake.params.scan["points"])
    write_table(snakemake.output.scan, scan, tables.SCAN, tables.SCAN_COLUMNS)
