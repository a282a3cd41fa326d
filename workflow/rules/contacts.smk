"""Resistances of the contacts with the baths, fitted to the currents of short chains and held against others."""

from thermochain.rotors.validation.contacts.study.configuration import contact_runs

TABLES_BEHIND["contacts"] = tables_of("contacts", "contacts", "currents")
PICTURES["contacts"] = {
    "contacts": ("Resistances of the contacts, and currents of other chains", ["contacts", "currents"])
}


rule fit_contacts:
    input:
        **{group: [run.file for run in runs] for group, runs in contact_runs(config).items()},
        measured=MEASURED,
    output:
        **TABLES_BEHIND["contacts"],
        page=page("contacts", "contacts", "Resistances of the contacts, table"),
    params:
        **{key: config["contacts"][key] for key in ("frictions", "temperatures")},
    message:
        "Fitting the resistances of contacts"
    script:
        "../scripts/fit_contacts.py"
