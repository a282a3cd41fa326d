"""Anharmonic chains with velocity flips: conductivities, the equations (23) of Olla, simulations."""

from thermochain.oscillators.anharmonic.study import configuration as anharmonic

PICTURES["anharmonic"] = {
    "coefficients": ("Coefficients of anharmonic chains", ["coefficients", "conductivity"]),
    "stationary": ("Driven anharmonic chains", ["stationary", "extrapolated", "driven", "currents"]),
    "release": ("Released anharmonic chains", ["release", "released", "means"]),
}
TABLES_BEHIND["anharmonic"] = behind("anharmonic")
TARGETS += ["results/anharmonic/tables/comparison.html", *behind("anharmonic", "running").values()]


rule tabulate_anharmonic_conductivity:
    input:
        conductivity=[run.file for run in anharmonic.conductivity_runs(config)],
    output:
        **behind("anharmonic", "conductivity", "running"),
    params:
        module="thermochain.oscillators.anharmonic.study.simulated_tables",
    message:
        "Tabulating heat conductivities of rings with velocity flips"
    script:
        "../scripts/make_tables.py"


rule tabulate_anharmonic_chains:
    input:
        driven=[run.file for run in anharmonic.driven_runs(config)],
        released=[run.file for run in anharmonic.released_runs(config)],
    output:
        **behind("anharmonic", "driven", "currents", "released", "means"),
    params:
        module="thermochain.oscillators.anharmonic.study.simulated_tables",
    message:
        "Tabulating driven and released anharmonic chains"
    script:
        "../scripts/make_tables.py"


rule solve_anharmonic:
    input:
        **behind("anharmonic", "conductivity"),
    output:
        **behind("anharmonic", "coefficients", "stationary", "release"),
    params:
        module="thermochain.oscillators.anharmonic.study.macroscopic_tables",
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
        "../scripts/make_tables.py"


rule compare_anharmonic:
    input:
        **behind("anharmonic", "driven", "currents", "means", "stationary", "release"),
    output:
        **behind("anharmonic", "extrapolated"),
        comparison=table("anharmonic", "comparison"),
        page=page("anharmonic", "comparison", "Anharmonic chains: equations and simulation"),
    params:
        module="thermochain.oscillators.anharmonic.study.comparison",
        flip_rate=config["anharmonic"]["flip_rate"],
        force=config["anharmonic"]["chain"]["force"],
    message:
        "Comparing anharmonic chains with their equations"
    script:
        "../scripts/make_tables.py"
