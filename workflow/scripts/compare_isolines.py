"""Rule compare_isolines: both sets of coefficients -> errors of (3.1), the approximate isoline J^e = 0."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.regimes.study.isolines import ISOLINES, isoline_frame, isoline_page
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    isolines = isoline_frame(published_coefficients(), load_coefficients(snakemake.input.measured))
    logger.info("\n%s", isolines.to_string(index=False))
    ISOLINES.write(snakemake.output.table, isolines)
    save_text(snakemake.output.page, isoline_page(isolines))
