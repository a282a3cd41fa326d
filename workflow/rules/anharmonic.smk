"""Anharmonic chains with velocity flips: conductivities, the equations (23) of Olla, simulations."""

from thermochain.oscillators.anharmonic.study import configuration as anharmonic

ANHARMONIC = "results/anharmonic/figures"
PICTURES["anharmonic"] = {
    "coefficients": ("Coefficients of anharmonic chains", ["coefficients", "conductivity"]),
    "stationary": ("Driven anharmonic chains", ["stationary", "extrapolated", "driven", "currents"]),
    "release": ("Released anharmonic chains", ["release", "released", "means"]),
}
TABLES_BEHIND["anharmonic"] = behind(
    "anharmonic", *(name for _, tables in PICTURES["anharmonic"].values() for name in tables)
)
TARGETS += ["results/anharmonic/tables/comparison.html", f"{ANHARMONIC}/running.csv"]


rule tabulate_anharmonic_conductivity:
    input:
        runs=[run.file for run in anharmonic.conductivity_runs(config)],
    output:
        conductivity=f"{ANHARMONIC}/conductivity.csv",
        running=f"{ANHARMONIC}/running.csv",
    message:
        "Tabulating heat conductivities of rings with velocity flips"
    script:
        "../scripts/tabulate_anharmonic_conductivity.py"


rule tabulate_anharmonic_chains:
    input:
        driven=[run.file for run in anharmonic.driven_runs(config)],
        released=[run.file for run in anharmonic.released_runs(config)],
    output:
        **behind("anharmonic", "driven", "currents", "released", "means"),
    message:
        "Tabulating driven and released anharmonic chains"
    script:
        "../scripts/tabulate_anharmonic_chains.py"


rule solve_anharmonic:
    input:
        conductivity=f"{ANHARMONIC}/conductivity.csv",
    output:
        **behind("anharmonic", "coefficients", "stationary", "release"),
    params:
        section={
            **{key: config["anharmonic"][key] for key in ["flip_rate", "chain"]},
            "released": {
                key: config["anharmonic"]["released"][key]
                for key in ["temperature", "force_before", "force_after", "times"]
            },
        },
    message:
        "Macroscopic equations of anharmonic chains"
    script:
        "../scripts/solve_anharmonic.py"


rule compare_anharmonic:
    input:
        **behind("anharmonic", "driven", "currents", "means", "stationary", "release"),
    output:
        extrapolated=f"{ANHARMONIC}/extrapolated.csv",
        comparison=table("anharmonic", "comparison"),
        page=page("anharmonic", "comparison", "Anharmonic chains: equations and simulation"),
    params:
        flip_rate=config["anharmonic"]["flip_rate"],
        force=config["anharmonic"]["chain"]["force"],
    message:
        "Comparing anharmonic chains with their equations"
    script:
        "../scripts/compare_anharmonic.py"
