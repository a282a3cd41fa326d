"""Rule solve_exchange: parameters -> tables without randomness."""

from thermochain.exchange.study.gaps import GAPS, gaps_table
from thermochain.exchange.study.theory import (
    BARRIER,
    CORRELATIONS,
    COUPLING,
    FOURIER,
    barrier_table,
    correlation_table,
    coupling_table,
    fourier_table,
)
from thermochain.exchange.study.weak_coupling import MOBILITY, mobility_table
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    given, output = snakemake.params, snakemake.output
    FOURIER.write(output.fourier, fourier_table(given.rates, given.n_cells, given.T_left))
    CORRELATIONS.write(output.correlations, correlation_table(given.rates[0], given.T_left, given.T_right))
    BARRIER.write(output.barrier, barrier_table(given.T_left, given.T_right))
    COUPLING.write(output.coupling, coupling_table(given.flip_rate, given.chain_couplings))
    MOBILITY.write(output.mobility, mobility_table(given.flip_rate))
    GAPS.write(output.gaps, gaps_table(**given.gaps))
