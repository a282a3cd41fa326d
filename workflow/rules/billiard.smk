"""The billiard: collisions -> tables -> Figure 2 of Li and goodness of fit of the three statements of Section 2.1."""

from thermochain.exchange.billiard.study.configuration import billiard_files, kinetic_files

BILLIARD_TABLES = tables_of(
    "billiard", "frequency", "laws", "histograms", "memory", "waiting", "chain", "walls", "disks"
)
KINETIC_TABLES = tables_of("billiard", "kinetic", "kinetic_levels", "conductivity")
PICTURES["billiard"] = {
    "figure_2": ("Figure 2 of Li", ["frequency", "walls", "disks"]),
    "waiting": ("Waiting times", ["waiting", "histograms"]),
    "share": ("Share of a colliding disk", ["histograms"]),
    "kinetic": ("Kinetic limit", ["kinetic", "kinetic_levels", "conductivity"]),
    "redistribution": ("Redistribution of energy", ["histograms", "memory"]),
}
TABLES_BEHIND["billiard"] = BILLIARD_TABLES | KINETIC_TABLES
TARGETS += ["results/billiard/tables/verdict.html"]


rule measure_billiard:
    input:
        **billiard_files(config),
    output:
        **BILLIARD_TABLES,
        page=page("billiard", "verdict", "Billiard: verdict on Section 2.1"),
    params:
        module="thermochain.exchange.billiard.study.measurement",
    message:
        "Measuring collisions through the hole of the billiard"
    script:
        "../scripts/make_tables.py"


rule measure_billiard_kinetic:
    input:
        **kinetic_files(config),
    output:
        **KINETIC_TABLES,
    params:
        module="thermochain.exchange.billiard.study.kinetic_tables",
    message:
        "Measuring the kinetic limit of the billiard"
    script:
        "../scripts/make_tables.py"
