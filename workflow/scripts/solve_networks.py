"""Rule solve_networks: steady states of the examples -> tables, printed and ours, and graphs."""

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import write_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.networks import tables
from thermochain.study.networks.examples import EXAMPLES

with logging_to(snakemake.log[0]) as logger:
    comparison = tables.comparison_table()
    logger.info("\n%s", comparison.to_string(index=False))
    write_table(snakemake.output.examples, comparison, tables.COMPARISON, tables.COMPARISON_COLUMNS)
    save_text(snakemake.output.page, tables.comparison_page(comparison))
    masses, springs = tables.graph_tables(EXAMPLES)
    write_table(snakemake.output.masses, masses, tables.MASSES, tables.MASSES_COLUMNS)
    write_table(snakemake.output.springs, springs, tables.SPRINGS, tables.SPRINGS_COLUMNS)
    scan = tables.scan_table(snakemake.params.scan["largest_strength"], snakemake.params.scan["points"])
    write_table(snakemake.output.scan, scan, tables.SCAN, tables.SCAN_COLUMNS)
