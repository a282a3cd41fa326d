# OLD
"""Harmonic chains with conservative noise: exact moments, limits, simulations."""

HARMONIC = "results/harmonic/figures"
HARMONIC_EXACT = ["profiles", "limits", "currents", "evolution", "diffusivities"]
HARMONIC_SIMULATED = ["chains", "rotor_flips", "bending"]
HARMONIC_PICTURES = {
    "profiles": (["profiles", "chains"], "Temperature under a force"),
    "approach": (["limits"], "Approach to the limit"),
    "currents": (["currents"], "Current against length"),
    "evolution": (["evolution"], "Evolution in time and covariances"),
    "diffusivities": (["diffusivities"], "Energy diffusivity against the rate"),
    "rotor_flips": (["rotor_flips"], "Rotors with stretch flips"),
    "bending": (["bending"], "Nonlinear bending without noise"),
}

HARMONIC_TARGETS = [
    "results/harmonic/tables/comparison.html",
    *expand(
        f"{HARMONIC}/{{picture}}.{{suffix}}",
        picture=HARMONIC_PICTURES,
        suffix=["png", "pdf"],
    ),
]


rule solve_harmonic:
    output:
        **{name: f"{HARMONIC}/{name}.csv" for name in HARMONIC_EXACT},
    log:
        "results/logs/solve_harmonic.log",
    params:
        section=config["harmonic"],
    message:
        "Exact moments of harmonic chains with noise"
    script:
        "../scripts/solve_harmonic.py"


rule simulate_harmonic:
    output:
        **{name: f"{HARMONIC}/{name}.csv" for name in HARMONIC_SIMULATED},
    log:
        "results/logs/simulate_harmonic.log",
    cache: SHARED
    params:
        section=config["harmonic"],
        seed=config["seed"],
    message:
        "Simulating chains with conservative noise"
    script:
        "../scripts/simulate_harmonic.py"


rule compare_harmonic:
    input:
        **{name: f"{HARMONIC}/{name}.csv" for name in HARMONIC_EXACT},
    output:
        table="results/harmonic/tables/comparison.csv",
        page=report(
            "results/harmonic/tables/comparison.html",
            caption="../report/harmonic/comparison.rst",
            category="10 Harmonic chains",
            labels={"shows": "Printed and ours"},
        ),
    log:
        "results/logs/compare_harmonic.log",
    params:
        section=config["harmonic"],
    message:
        "Comparing harmonic chains with print"
    script:
        "../scripts/compare_harmonic.py"


for picture, (tables, title) in HARMONIC_PICTURES.items():

    rule:
        name:
            f"draw_harmonic_{picture}"
        input:
            tables=[f"{HARMONIC}/{name}.csv" for name in tables],
        output:
            png=report(
                f"{HARMONIC}/{picture}.png",
                caption=f"../report/harmonic_{picture}.rst",
                category="10 Harmonic chains",
                labels={"shows": title},
            ),
            pdf=f"{HARMONIC}/{picture}.pdf",
        log:
            f"results/logs/draw_harmonic_{picture}.log",
        params:
            picture=picture,
            tables=tables,
        message:
            f"Drawing: {title}"
        script:
            "../scripts/draw_harmonic.py"
