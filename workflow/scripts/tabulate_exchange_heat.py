"""Rule tabulate_exchange_heat: rings of energies in time, and measured diffusivities -> tables beside the limit."""

from thermochain.exchange.study.full_shares import CURRENTS
from thermochain.exchange.study.heat import HEAT, HEAT_ERRORS, heat_tables, measured_diffusivities
from thermochain.exchange.study.heat_run import GinzburgLandauHeatRun, KineticHeatRun
from thermochain.exchange.study.weak_coupling import GINZBURG_LANDAU
from thermochain.runs.job_log import logging_to
from thermochain.runs.storage import load_result

with logging_to(snakemake.log[0]):
    given, output = snakemake.input, snakemake.output
    results = [load_result(path, KineticHeatRun) for path in given.kinetic]
    results += [load_result(path, GinzburgLandauHeatRun) for path in given.diffusing]
    measured = measured_diffusivities(
        CURRENTS.read(given.kinetic_currents), GINZBURG_LANDAU.read(given.ginzburg_landau)
    )
    profiles, errors = heat_tables(snakemake.params.sizes, results, measured)
    HEAT.write(output.heat, profiles)
    HEAT_ERRORS.write(output.heat_errors, errors)
