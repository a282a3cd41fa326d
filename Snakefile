"""Thermo-mechanical transport in rotor chains: from equilibrium simulations to the paper's figures."""

from snakemake.utils import min_version

from thermochain.runs.files import remove_unfinished

min_version("9.13.7")


include: "workflow/rules/configuration.smk"


configfile: f"{workflow.basedir}/config.yaml"


report: "workflow/report/study.rst"


include: "workflow/rules/scheduling.smk"
include: "workflow/rules/common.smk"
include: "workflow/rules/simulations.smk"


for subject in SUBJECTS:

    include: f"workflow/rules/{subject}.smk"


include: "workflow/rules/pictures.smk"
include: "workflow/rules/record.smk"


rule all:
    default_target: True
    input:
        TARGETS,


rule validation:
    input:
        VALIDATION_TARGETS,


include: "workflow/rules/every_rule.smk"
include: "workflow/rules/progress.smk"


onstart:
    # what killed jobs have left; a file that a living one is writing stays
    remove_unfinished("results")
    announce_jobs()
