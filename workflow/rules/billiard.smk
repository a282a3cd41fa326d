"""The billiard: collisions -> tables -> Figure 2 of Li and goodness of fit of the three statements of Section 2.1."""

from thermochain.exchange.billiard.study.configuration import billiard_files, kinetic_files

BILLIARD_RUNS = billiard_files(config)
BILLIARD_TABLES = {
    name: table("billiard", name)
    for name in ("frequency", "laws", "histograms", "memory", "waiting", "chain", "walls", "disks")
}
PICTURES["billiard"] = {
    "figure_2": ("Figure 2 of Li", ["frequency", "walls", "disks"]),
    "waiting": ("Waiting times", ["waiting", "histograms"]),
    "share": ("Share of a colliding disk", ["histograms"]),
    "kinetic": ("Kinetic limit", ["kinetic", "kinetic_levels", "conductivity"]),
    "redistribution": ("Redistribution of energy", ["histograms", "memory"]),
}
KINETIC_TABLES = {name: table("billiard", name) for name in ("kinetic", "kinetic_levels", "conductivity")}
TABLES_BEHIND["billiard"] = BILLIARD_TABLES | KINETIC_TABLES
TARGETS += ["results/billiard/tables/verdict.html"]


rule measure_billiard:
    input:
        **BILLIARD_RUNS,
    output:
        **BILLIARD_TABLES,
        page=page("billiard", "verdict", "Billiard: verdict on Section 2.1"),
    message:
        "Measuring collisions through the hole of the billiard"
    script:
        "../scripts/measure_billiard.py"


rule measure_billiard_kinetic:
    input:
        **kinetic_files(config),
    output:
        **KINETIC_TABLES,
    message:
        "Measuring the kinetic limit of the billiard"
    script:
        "../scripts/measure_billiard_kinetic.py"
