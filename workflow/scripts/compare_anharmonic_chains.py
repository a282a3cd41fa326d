"""Rule compare_anharmonic_chains: simulations and solutions -> simulations at infinite length beside the solutions."""

from thermochain.oscillators.anharmonic.study import simulations as anharmonic_simulations
from thermochain.oscillators.anharmonic.study import tables as anharmonic_tables
from thermochain.oscillators.anharmonic.study.comparison import COLUMNS, KINDS, comparison_page, comparison_tables
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table, write_table

with logging_to(snakemake.log[0]) as logger:
    kinds = anharmonic_simulations.KINDS | anharmonic_tables.KINDS
    tables = {name: read_table(path, kinds[name]) for name, path in snakemake.input.items() if name in kinds}
    frames = comparison_tables(tables, snakemake.params.section)
    logger.info("\n%s", frames["comparison"].to_string(index=False))
    for name, frame in frames.items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
    save_text(snakemake.output.page, comparison_page(frames["comparison"]))
