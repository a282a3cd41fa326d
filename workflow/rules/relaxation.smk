"""Closed chains that come to rest -> distance from the macroscopic equations in time."""

from thermochain.rotors.relaxation.study.configuration import relaxation_runs

RELAXATION_PICTURES = {
    "limit": "Distance of chains from the equations",
    "profiles": "Profiles of a chain and of the equations",
    "energies": "Mechanical energy turning into heat, both sides",
}
RELAXATION_FRAMES = {
    name: f"results/relaxation/figures/{name}.csv" for name in RELAXATION_PICTURES
}
TARGETS += [
    table("relaxation", "limits"),
    *picture_files("relaxation", RELAXATION_PICTURES),
]


rule compare_relaxation:
    input:
        chains=[run.file for run in relaxation_runs(config)],
        measured=MEASURED,
    output:
        **RELAXATION_FRAMES,
        limits=table("relaxation", "limits"),
        page=page(
            "relaxation", "limits", "Distance of chains from the equations, table"
        ),
    log:
        "results/logs/compare_relaxation.log",
    params:
        n_cells=config["relaxation"]["n_cells"],
        resamples=config["relaxation"]["resamples"],
        seed=config["seed"],
    message:
        "Comparing closed chains with the macroscopic equations in time"
    script:
        "../scripts/compare_relaxation.py"


rule draw_relaxation:
    input:
        **RELAXATION_FRAMES,
    output:
        **pictures("relaxation", RELAXATION_PICTURES),
    log:
        "results/logs/draw_relaxation.log",
    params:
        pictures={
            name: (f"thermochain.rotors.relaxation.figures.{name}", [name])
            for name in RELAXATION_PICTURES
        },
    message:
        "Drawing the relaxation of closed chains"
    script:
        "../scripts/draw.py"
