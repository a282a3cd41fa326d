"""Bias of the Onsager coefficients: ring size, slow tail and time step."""

from thermochain.rotors.validation.bias.study.configuration import ring_size_runs, time_step_runs

TABLES_BEHIND["bias"] = tables_of("bias", "ring_sizes", "tails", "time_steps")
PICTURES["bias"] = {"bias": ("Ring size, tail and time step", ["ring_sizes", "tails", "time_steps"])}


rule tabulate_bias:
    input:
        measured=MEASURED,
        rings=[run.file for run in ring_size_runs(config)],
        steps=[run.file for run in time_step_runs(config)],
    output:
        **TABLES_BEHIND["bias"],
    params:
        module="thermochain.rotors.validation.bias.study.tables",
    message:
        "Comparing ring sizes, tails and time steps"
    script:
        "../scripts/make_tables.py"
