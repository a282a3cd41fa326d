"""Diffusivities from the decay of equilibrium fluctuations, without Green-Kubo integrals."""

from thermochain.rotors.validation.structure_factors.study.configuration import (
    relaxation_times,
    structure_factors_runs,
)

STRUCTURE_FACTOR_PICTURES = {
    "structure_factors": "Diffusivities from structure factors, figure"
}
VALIDATION_TARGETS += [
    table("structure_factors", "diffusivities"),
    *picture_files("structure_factors", STRUCTURE_FACTOR_PICTURES),
]


rule measure_diffusivities:
    input:
        onsager=ONSAGER,
        modes=[run.file for run in structure_factors_runs(config)],
    output:
        diffusivities=table("structure_factors", "diffusivities"),
        factors=table("structure_factors", "factors"),
        page=page(
            "structure_factors",
            "diffusivities",
            "Diffusivities from structure factors, table",
            "structure_factors",
        ),
    log:
        "results/logs/measure_diffusivities.log",
    params:
        relaxations=relaxation_times(config),
    message:
        "Measuring diffusivities from the decay of fluctuations"
    script:
        "../scripts/measure_diffusivities.py"


rule draw_structure_factors:
    input:
        factors=table("structure_factors", "factors"),
        diffusivities=table("structure_factors", "diffusivities"),
    output:
        **pictures("structure_factors", STRUCTURE_FACTOR_PICTURES),
    log:
        "results/logs/draw_structure_factors.log",
    params:
        pictures={
            "structure_factors": (
                "thermochain.rotors.validation.structure_factors.figures.structure_factors",
                ["factors", "diffusivities"],
            )
        },
    message:
        "Drawing dynamic structure factors"
    script:
        "../scripts/draw.py"
