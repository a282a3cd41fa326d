"""Rule assemble_explorer: page, style, scripts and the coefficients of this run -> one HTML file."""

from pathlib import Path

from thermochain.overview.pages.explorer_page import explorer_page
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.macroscopic.contacts import measured_contacts
from thermochain.rotors.potential import ROTORS, potential_of
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    page, style, script = (
        "\n".join(Path(path).read_text(encoding="utf-8") for path in paths)
        for paths in (snakemake.input.page, snakemake.input.style, snakemake.input.script)
    )
    potential = potential_of(snakemake.params.get("potential"))
    sets, contacts = ([published_coefficients()], measured_contacts()) if potential is ROTORS else ([], None)
    sets.append(load_coefficients(snakemake.input.measured))
    save_text(snakemake.output[0], explorer_page(page, style, script, sets, potential, contacts))
