"""Checked configuration, and names of files that several subjects share."""

import os
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from snakemake.utils import update_config

from thermochain.overview.configuration.command_line import with_numbers
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.file import read_configuration
from thermochain.overview.configuration.sections import check_configuration
from thermochain.overview.folders import check_project
from thermochain.overview.report_sections import CATEGORIES, VALIDATION
from thermochain.overview.subjects import HOMES, RUNS, left_out, subjects_of
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.study.potential_file import configured_potential
from thermochain.runs.batch_job import is_small, job_mebibytes, job_minutes
from thermochain.runs.identity import canonical
from thermochain.runs.sources import sources_of_script


def over_defaults(given):
    """The configuration `given`, completed by config.yaml, which the configuration of a module would replace."""
    merged = read_configuration(PROJECT / "config.yaml")
    update_config(merged, given)
    return merged


SCHEMA = PROJECT / "workflow/schemas/config.schema.yaml"
config = over_defaults(with_numbers(config, workflow.config_settings.config, SCHEMA))

try:
    check_project(PROJECT)
    config = check_configuration(config, SCHEMA)
except ConfigurationError as error:
    sys.exit(f"configuration error: {error}")


# The bond potential.  If it is not that of rotors, OTHER_POTENTIAL makes it a parameter of each rule whose numbers depend
# on it, simulations included.
POTENTIAL = configured_potential(config)
OF_ROTORS = POTENTIAL is ROTORS
OTHER_POTENTIAL = {} if OF_ROTORS else {"potential": asdict(POTENTIAL)}
if workflow.is_main_process and not OF_ROTORS:
    print(left_out(POTENTIAL), file=sys.stderr)


def named_file(name):
    """Path of an input that no rule makes, in the working directory or else in this project."""
    return name if Path(name).exists() else os.path.relpath(PROJECT / name)


# Whether simulations share their results with other checkouts (--cache); Snakemake warns of `cache: True` without it.
SHARED = workflow.enable_cache


def table(subject, name):
    """File of a table."""
    return f"results/{subject}/tables/{name}.csv"


def tables_of(subject, *names):
    """Files of tables, by name."""
    return {name: table(subject, name) for name in names}


def record_of(path):
    """File of the provenance beside the result of a simulation."""
    return str(Path(path).with_suffix(".json"))


def shown(path, subject, caption, shows):
    """A file for the report; its caption is workflow/report/<subject>/<caption>.rst."""
    return report(
        path, caption=f"../report/{subject}/{caption}.rst", category=CATEGORIES[subject], labels={"shows": shows}
    )


def page(subject, name, shows, caption=None):
    """A table as a page of the report, beside the CSV file."""
    path = f"results/{subject}/tables/{name}.html"
    return shown(path, subject, caption or name, shows)


def pictures(subject, titles):
    """Outputs `name_png` and `name_pdf` of every picture; `titles` maps names to titles in the report.

    Pictures `name_T...` of several temperatures share the caption `name`.
    """
    figure = f"results/{subject}/figures/"
    return {
        f"{name}_png": shown(f"{figure}{name}.png", subject, name.partition("_T")[0], shows)
        for name, shows in titles.items()
    } | {f"{name}_pdf": f"{figure}{name}.pdf" for name in titles}


def picture_files(subject, names):
    """Files of the pictures `names` as targets: PNG and PDF."""
    return expand("results/{subject}/figures/{name}.{suffix}", subject=subject, name=names, suffix=["png", "pdf"])


def behind(subject, *names):
    """Files of tables that lie beside the pictures of a subject, by name; without names, of all that these show."""
    names = names or [name for _, tables, *_ in PICTURES[subject].values() for name in tables]
    return {name: f"results/{subject}/figures/{name}.csv" for name in names}


# Transport coefficients measured by this study, as laws through its points.
MEASURED = "results/coefficients/measured.json"
# The published forms (A.2), fitted to these points.
FITTED = "results/coefficients/fitted.json"
# The points: K^pp, K^ee and K^pe at each temperature.
ONSAGER = table("green_kubo", "onsager")


def modules_of(each):
    """Modules that the script of a rule loads by name: those of its tables, simulation or pictures."""
    parameters = dict(each.params.items())
    if "module" in parameters:
        return [parameters["module"]]
    if "kind" in parameters:
        home, name = parameters["kind"].split(":")
        return [home, getattr(import_module(home), name).SIMULATION]
    return [home for home, _ in parameters.get("pictures", {}).values()]


# Subjects of this study, whose files of rules are included in this order.  Pages show what the others have made.
SUBJECTS = [name for name in CATEGORIES if name in subjects_of(POTENTIAL)]
if POTENTIAL.is_even:
    SUBJECTS.append("pages")


wildcard_constraints:
    coefficients="published|measured",


# Results of `make figures` and of `make validation`; every subject adds its own.
TARGETS = []
VALIDATION_TARGETS = []
# PICTURES: subject -> name of a picture -> (its title, names of its tables, module that draws it if not `name`).
# TABLES_BEHIND: subject -> name of a table -> its file.  A rule for each subject in pictures.smk draws the pictures.
PICTURES = {}
TABLES_BEHIND = {}
