"""Bias of the Onsager coefficients: ring size, slow tail and time step."""

from thermochain.rotors.validation.bias.study.configuration import (
    ring_size_runs,
    time_step_runs,
)

BIAS_PICTURES = {"bias": "Ring size, tail and time step"}
VALIDATION_TARGETS += [
    table("bias", "ring_sizes"),
    table("bias", "time_steps"),
    *picture_files("bias", BIAS_PICTURES),
]


rule tabulate_bias:
    input:
        measured=MEASURED,
        rings=[run.file for run in ring_size_runs(config)],
        steps=[run.file for run in time_step_runs(config)],
    output:
        sizes=table("bias", "ring_sizes"),
        tails=table("bias", "tails"),
        steps=table("bias", "time_steps"),
    log:
        "results/logs/tabulate_bias.log",
    message:
        "Comparing ring sizes, tails and time steps"
    script:
        "../scripts/tabulate_bias.py"


rule draw_bias:
    input:
        sizes=table("bias", "ring_sizes"),
        tails=table("bias", "tails"),
        steps=table("bias", "time_steps"),
    output:
        **pictures("bias", BIAS_PICTURES),
    log:
        "results/logs/draw_bias.log",
    params:
        pictures={
            "bias": (
                "thermochain.rotors.validation.bias.figures.bias",
                ["sizes", "tails", "steps"],
            )
        },
    message:
        "Drawing the bias of the coefficients"
    script:
        "../scripts/draw.py"
