"""Rule fit_contacts: currents of short chains -> resistances of their contacts, and predictions for other chains."""

import numpy as np
import pandas as pd

from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.validation.contacts.contact_fit import fit_contacts
from thermochain.rotors.validation.contacts.study.table import (
    CONTACTS,
    CURRENTS,
    chain_currents,
    chain_row,
    contacts_frame,
    contacts_page,
    currents_frame,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    coefficients = load_coefficients(snakemake.input.measured)
    rows = pd.DataFrame(
        chain_row(group, path) for group in ("fitted", "held_out") for path in getattr(snakemake.input, group)
    )
    fit = fit_contacts(
        coefficients,
        chain_currents(rows[rows["group"] == "fitted"]),
        np.array(snakemake.params.frictions, dtype=float),
        np.array(snakemake.params.temperatures, dtype=float),
    )
    contacts = contacts_frame(fit)
    logger.info("\n%s", contacts.to_string(index=False))
    currents = currents_frame(rows, coefficients, fit.contacts)
    logger.info("\n%s", currents.to_string(index=False))
    save_text(snakemake.output.page, contacts_page(contacts))
    CONTACTS.write(snakemake.output.contacts, contacts)
    CURRENTS.write(snakemake.output.currents, currents)
