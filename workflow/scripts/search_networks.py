"""Rule search_networks: graphs -> couplings and temperatures that make most heat circulate or be pumped."""

import numpy as np

from thermochain.study.disk.tables import write_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.networks import search, tables

with logging_to(snakemake.log[0]) as logger:
    rng = np.random.default_rng(snakemake.params.seed)
    table, found = search.search_table(snakemake.params.section, rng, search.GRAPHS)
    logger.info("\n%s", table.to_string(index=False))
    write_table(snakemake.output.search, table, search.SEARCH, search.SEARCH_COLUMNS)
    masses, springs = tables.graph_tables(search.drawn(found))
    write_table(snakemake.output.masses, masses, tables.MASSES, tables.MASSES_COLUMNS)
    write_table(snakemake.output.springs, springs, tables.SPRINGS, tables.SPRINGS_COLUMNS)
    references = search.reference_table()
    write_table(snakemake.output.references, references, search.REFERENCES, search.REFERENCES_COLUMNS)
