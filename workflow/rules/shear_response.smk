"""D^p by a third route: rings under a gradient of momentum, and the current that it drives."""

from thermochain.rotors.validation.shear_response.study.configuration import (
    shear_response_runs,
)

SHEAR_PICTURES = {"shear_response": "D^p from a driven flow, figure"}
VALIDATION_TARGETS += [
    table("shear_response", "limits"),
    *picture_files("shear_response", SHEAR_PICTURES),
]


rule tabulate_shear_response:
    input:
        onsager=ONSAGER,
        rings=[run.file for run in shear_response_runs(config)],
    output:
        limits=table("shear_response", "limits"),
        responses=table("shear_response", "responses"),
        page=page(
            "shear_response",
            "limits",
            "D^p from a driven flow, table",
            "shear_response",
        ),
    log:
        "results/logs/tabulate_shear_response.log",
    message:
        "Estimating D^p from a driven flow"
    script:
        "../scripts/tabulate_shear_response.py"


rule draw_shear_response:
    input:
        responses=table("shear_response", "responses"),
        limits=table("shear_response", "limits"),
    output:
        **pictures("shear_response", SHEAR_PICTURES),
    log:
        "results/logs/draw_shear_response.log",
    params:
        pictures={
            "shear_response": (
                "thermochain.rotors.validation.shear_response.figures.shear_response",
                ["responses", "limits"],
            )
        },
    message:
        "Drawing the response to a gradient of momentum"
    script:
        "../scripts/draw.py"
