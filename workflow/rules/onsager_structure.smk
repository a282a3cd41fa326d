"""The Onsager matrix at a mean momentum: rings that turn as a whole beside rings at rest."""

from thermochain.rotors.validation.onsager_structure.study.configuration import onsager_structure_runs

TURNING_RINGS = onsager_structure_runs(config)
VALIDATION_TARGETS += [table("onsager_structure", "structure")]


rule compare_onsager_structure:
    input:
        at_rest=[RUNNING.format(temperature=canonical(run.temperature)) for run in TURNING_RINGS],
        turning=[run.file for run in TURNING_RINGS],
    output:
        **tables_of("onsager_structure", "structure"),
        page=page("onsager_structure", "structure", "The Onsager matrix at a mean momentum"),
    params:
        module="thermochain.rotors.validation.onsager_structure.study.table",
    message:
        "Comparing the Onsager matrix of turning rings with the prediction (2.24)"
    script:
        "../scripts/make_tables.py"
