# OLD
"""Anharmonic chains with velocity flips: coefficients, Olla (23), simulations."""

ANHARMONIC = "results/anharmonic/figures"
ANHARMONIC_MEASURED = ["conductivity", "running"]
ANHARMONIC_SIMULATED = ["driven", "currents", "released", "means"]
ANHARMONIC_SOLVED = ["coefficients", "stationary", "release"]
ANHARMONIC_PICTURES = {
    "coefficients": (
        ["coefficients", "conductivity"],
        "Coefficients of anharmonic chains",
    ),
    "stationary": (
        ["stationary", "extrapolated", "driven", "currents"],
        "Driven anharmonic chains",
    ),
    "release": (["release", "released", "means"], "Anharmonic chains let go"),
}

ANHARMONIC_CHAIN_TARGETS = [
    "results/anharmonic/tables/comparison.html",
    f"{ANHARMONIC}/running.csv",
    *expand(
        f"{ANHARMONIC}/{{picture}}.{{suffix}}",
        picture=ANHARMONIC_PICTURES,
        suffix=["png", "pdf"],
    ),
]


rule simulate_flip_conductivity:
    output:
        **{name: f"{ANHARMONIC}/{name}.csv" for name in ANHARMONIC_MEASURED},
    log:
        "results/logs/simulate_flip_conductivity.log",
    cache: SHARED
    params:
        section=config["anharmonic"],
        seed=config["seed"],
    message:
        "Heat conductivity of rings with velocity flips"
    script:
        "../scripts/simulate_flip_conductivity.py"


rule simulate_anharmonic_chains:
    output:
        **{name: f"{ANHARMONIC}/{name}.csv" for name in ANHARMONIC_SIMULATED},
    log:
        "results/logs/simulate_anharmonic_chains.log",
    cache: SHARED
    params:
        section=config["anharmonic"],
        seed=config["seed"],
    message:
        "Driven and released anharmonic chains"
    script:
        "../scripts/simulate_anharmonic_chains.py"


rule solve_anharmonic_chain:
    input:
        conductivity=f"{ANHARMONIC}/conductivity.csv",
    output:
        **{name: f"{ANHARMONIC}/{name}.csv" for name in ANHARMONIC_SOLVED},
    log:
        "results/logs/solve_anharmonic_chain.log",
    params:
        section=config["anharmonic"],
    message:
        "Macroscopic equations of anharmonic chains"
    script:
        "../scripts/solve_anharmonic_chain.py"


rule compare_anharmonic_chains:
    input:
        **{
            name: f"{ANHARMONIC}/{name}.csv"
            for name in [*ANHARMONIC_SIMULATED, *ANHARMONIC_SOLVED]
        },
    output:
        extrapolated=f"{ANHARMONIC}/extrapolated.csv",
        comparison="results/anharmonic/tables/comparison.csv",
        page=report(
            "results/anharmonic/tables/comparison.html",
            caption="../report/anharmonic/comparison.rst",
            category="10 Harmonic chains",
            labels={"shows": "Anharmonic chains: equations and simulation"},
        ),
    log:
        "results/logs/compare_anharmonic_chains.log",
    params:
        section=config["anharmonic"],
    message:
        "Comparing anharmonic chains with their equations"
    script:
        "../scripts/compare_anharmonic_chains.py"


for picture, (tables, title) in ANHARMONIC_PICTURES.items():

    rule:
        name:
            f"draw_anharmonic_{picture}"
        input:
            tables=[f"{ANHARMONIC}/{name}.csv" for name in tables],
        output:
            png=report(
                f"{ANHARMONIC}/{picture}.png",
                caption=f"../report/anharmonic_{picture}.rst",
                category="10 Harmonic chains",
                labels={"shows": title},
            ),
            pdf=f"{ANHARMONIC}/{picture}.pdf",
        log:
            f"results/logs/draw_anharmonic_{picture}.log",
        params:
            picture=picture,
            tables=tables,
        message:
            f"Drawing: {title}"
        script:
            "../scripts/draw_anharmonic_chain.py"
