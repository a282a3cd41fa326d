"""Harmonic chains with conservative noise: exact moments, limits, simulations."""

from thermochain.oscillators.harmonic.study import configuration as harmonic

HARMONIC = "results/harmonic/figures"
# what is solved for -> its tables, and the keys of the section that enter them
HARMONIC_EXACT = {
    "stationary": (
        ["profiles", "limits"],
        ["flip_rate", "chain", "periodic_force", "sizes"],
    ),
    "currents": (["currents"], ["flip_rate", "chain", "current_sizes"]),
    "evolution": (["evolution"], ["flip_rate", "chain", "evolution"]),
    "diffusivities": (["diffusivities"], ["diffusivities"]),
}
HARMONIC_PICTURES = {
    "profiles": (["profiles", "chains"], "Temperature under a force"),
    "approach": (["limits"], "Approach to the limit"),
    "currents": (["currents"], "Current against length"),
    "evolution": (["evolution"], "Evolution in time and covariances"),
    "diffusivities": (["diffusivities"], "Energy diffusivity against the rate"),
    "rotor_flips": (["rotor_flips"], "Rotors with stretch flips"),
    "bending": (["bending"], "Nonlinear bending without noise"),
}
HARMONIC_TITLES = {name: title for name, (_, title) in HARMONIC_PICTURES.items()}
TARGETS += [
    "results/harmonic/tables/comparison.html",
    *picture_files("harmonic", HARMONIC_TITLES),
]


for what, (tables, keys) in HARMONIC_EXACT.items():

    rule:
        name:
            f"solve_harmonic_{what}"
        output:
            **{name: f"{HARMONIC}/{name}.csv" for name in tables},
        log:
            f"results/logs/solve_harmonic_{what}.log",
        params:
            what=what,
            section={key: config["harmonic"][key] for key in keys},
        message:
            f"Exact moments of harmonic chains with noise: {what}"
        script:
            "../scripts/solve_harmonic.py"


rule tabulate_harmonic:
    input:
        constant=[run.file for run in harmonic.constant_force_runs(config)],
        periodic=[run.file for run in harmonic.periodic_force_runs(config)],
        rotor_flips=[run.file for run in harmonic.rotor_flips_runs(config)],
        bending=[run.file for run in harmonic.bending_runs(config)],
    output:
        chains=f"{HARMONIC}/chains.csv",
        rotor_flips=f"{HARMONIC}/rotor_flips.csv",
        bending=f"{HARMONIC}/bending.csv",
    log:
        "results/logs/tabulate_harmonic.log",
    message:
        "Tabulating chains with conservative noise"
    script:
        "../scripts/tabulate_harmonic.py"


rule compare_harmonic:
    input:
        **{
            name: f"{HARMONIC}/{name}.csv"
            for name in ["profiles", "limits", "currents", "diffusivities"]
        },
    output:
        table=table("harmonic", "comparison"),
        page=page("harmonic", "comparison", "Printed and exact values"),
    log:
        "results/logs/compare_harmonic.log",
    params:
        section={
            key: config["harmonic"][key]
            for key in ["flip_rate", "chain", "periodic_force"]
        },
    message:
        "Comparing harmonic chains with print"
    script:
        "../scripts/compare_harmonic.py"


rule draw_harmonic:
    input:
        **{
            name: f"{HARMONIC}/{name}.csv"
            for names, _ in HARMONIC_PICTURES.values()
            for name in names
        },
    output:
        **pictures("harmonic", HARMONIC_TITLES),
    log:
        "results/logs/draw_harmonic.log",
    params:
        pictures={
            name: (f"thermochain.oscillators.harmonic.figures.{name}", tables)
            for name, (tables, _) in HARMONIC_PICTURES.items()
        },
    message:
        "Drawing harmonic chains"
    script:
        "../scripts/draw.py"
