"""Anharmonic chains with velocity flips: coefficients, Olla (23), simulations."""

ANHARMONIC = "results/figures/anharmonic_chain"
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
    "results/tables/anharmonic_comparison.html",
    f"{ANHARMONIC}/running.csv",
    *expand(
        f"{ANHARMONIC}/{{picture}}.{{suffix}}",
        picture=ANHARMONIC_PICTURES,
        suffix=["png", "pdf"],
    ),
]


rule simulate_flip_conductivity:
    input:
        code=code("study.anharmonic.simulations", "study.disk.tables"),
    output:
        **{name: f"{ANHARMONIC}/{name}.csv" for name in ANHARMONIC_MEASURED},
    log:
        "results/logs/simulate_flip_conductivity.log",
    cache: SHARED
    conda:
        "../../environment.yml"
    params:
        section=config["anharmonic_chain"],
        seed=config["seed"],
    message:
        "Heat conductivity of rings with velocity flips"
    script:
        "../scripts/simulate_flip_conductivity.py"


rule simulate_anharmonic_chains:
    input:
        code=code("study.anharmonic.simulations", "study.disk.tables"),
    output:
        **{name: f"{ANHARMONIC}/{name}.csv" for name in ANHARMONIC_SIMULATED},
    log:
        "results/logs/simulate_anharmonic_chains.log",
    cache: SHARED
    conda:
        "../../environment.yml"
    params:
        section=config["anharmonic_chain"],
        seed=config["seed"],
    message:
        "Driven and released anharmonic chains"
    script:
        "../scripts/simulate_anharmonic_chains.py"


rule solve_anharmonic_chain:
    input:
        conductivity=f"{ANHARMONIC}/conductivity.csv",
        code=code(
            "study.anharmonic.tables",
            "study.anharmonic.simulations",
            "study.disk.tables",
        ),
    output:
        **{name: f"{ANHARMONIC}/{name}.csv" for name in ANHARMONIC_SOLVED},
    log:
        "results/logs/solve_anharmonic_chain.log",
    conda:
        "../../environment.yml"
    params:
        section=config["anharmonic_chain"],
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
        code=code(
            "study.anharmonic.comparison",
            "study.anharmonic.tables",
            "study.anharmonic.simulations",
            "study.disk.tables",
        ),
    output:
        extrapolated=f"{ANHARMONIC}/extrapolated.csv",
        comparison="results/tables/anharmonic_comparison.csv",
        page=report(
            "results/tables/anharmonic_comparison.html",
            caption="../report/anharmonic_comparison.rst",
            category="10 Harmonic chains",
            labels={"shows": "Anharmonic chains: equations and simulation"},
        ),
    log:
        "results/logs/compare_anharmonic_chains.log",
    conda:
        "../../environment.yml"
    params:
        section=config["anharmonic_chain"],
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
            code=code(
                f"figures.anharmonic_{picture}",
                "study.anharmonic.comparison",
                "study.anharmonic.tables",
                "study.anharmonic.simulations",
                "study.disk.figure_files",
                "study.disk.tables",
            ),
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
        conda:
            "../../environment.yml"
        params:
            picture=picture,
            tables=tables,
        message:
            f"Drawing: {title}"
        script:
            "../scripts/draw_anharmonic_chain.py"
