"""The billiard: collisions -> tables -> Figure 2 of Li and goodness of fit of the three statements of Section 2.1."""

from thermochain.exchange.billiard.study.configuration import billiard_files

BILLIARD_RUNS = billiard_files(config)
BILLIARD_TABLES = {
    name: table("billiard", name)
    for name in (
        "frequency",
        "laws",
        "histograms",
        "memory",
        "waiting",
        "chain",
        "walls",
        "disks",
    )
}
BILLIARD_PICTURES = {
    "figure_2": "Billiard: Figure 2 of Li",
    "waiting": "Billiard: waiting times",
    "share": "Billiard: share of a colliding disk",
    "redistribution": "Billiard: redistribution of energy",
}
TARGETS += [
    "results/billiard/tables/verdict.html",
    *picture_files("billiard", BILLIARD_PICTURES),
]


rule measure_billiard:
    input:
        **BILLIARD_RUNS,
    output:
        **BILLIARD_TABLES,
        page=page("billiard", "verdict", "Billiard: verdict on Section 2.1"),
    log:
        "results/logs/measure_billiard.log",
    message:
        "Measuring collisions through the hole of the billiard"
    script:
        "../scripts/measure_billiard.py"


rule draw_billiard:
    input:
        **BILLIARD_TABLES,
    output:
        **pictures("billiard", BILLIARD_PICTURES),
    log:
        "results/logs/draw_billiard.log",
    params:
        pictures={
            "figure_2": (
                "thermochain.exchange.billiard.figures.figure_2",
                ["frequency", "walls", "disks"],
            ),
            "waiting": (
                "thermochain.exchange.billiard.figures.waiting",
                ["waiting", "histograms"],
            ),
            "share": ("thermochain.exchange.billiard.figures.share", ["histograms"]),
            "redistribution": (
                "thermochain.exchange.billiard.figures.redistribution",
                ["histograms", "memory"],
            ),
        },
    message:
        "Drawing the billiard"
    script:
        "../scripts/draw.py"
