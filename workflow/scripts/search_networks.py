"""Rule search_networks: graphs -> couplings and temperatures that make most heat circulate or be pumped."""

import numpy as np

from thermochain.oscillators.networks.study import search, tables
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]) as logger:
    rng = np.random.default_rng(snakemake.params.seed)
    table, found = search.search_table(snakemake.params.section, rng, search.GRAPHS)
    logger.info("\n%s", table.to_string(index=False))
    search.SEARCH.write(snakemake.output.search, table)
    masses, springs = tables.graph_tables(search.drawn(found))
    write_table(snakemake.output.masses, masses, tables.MASSES, tables.MASSES_COLUMNS)
    write_table(snakemake.output.springs, springs, tables.SPRINGS, tables.SPRINGS_COLUMNS)
    references = search.reference_table()
    search.REFERENCES.write(snakemake.output.references, references)
