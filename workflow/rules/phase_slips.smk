"""K^pp of cold chains, where Green-Kubo does not settle: transmission of the barrier of phase slips."""

from thermochain.rotors.validation.phase_slips.study.configuration import phase_slips_runs

VALIDATION_TARGETS += [table("phase_slips", "phase_slips")]


rule tabulate_phase_slips:
    input:
        onsager=ONSAGER,
        turns=[run.file for run in phase_slips_runs(config)],
    output:
        **tables_of("phase_slips", "phase_slips"),
        page=page("phase_slips", "phase_slips", "K^pp of cold chains from phase slips"),
    params:
        module="thermochain.rotors.validation.phase_slips.study.table",
    message:
        "Estimating K^pp from phase slips"
    script:
        "../scripts/make_tables.py"
