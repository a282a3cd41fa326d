"""Rule explorer: page, style, scripts and the coefficients of this run -> one HTML file."""

from pathlib import Path

from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.disk.files import save_text
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.report.explorer_page import explorer_page

with logging_to(snakemake.log[0]):
    page, style, script = (
        "\n".join(Path(path).read_text(encoding="utf-8") for path in paths)
        for paths in ([snakemake.input.page], snakemake.input.style, snakemake.input.script)
    )
    sets = [published_coefficients(), load_coefficients(snakemake.input.measured)]
    save_text(snakemake.output[0], explorer_page(page, style, script, sets))
