# OLD
"""D^p by a third route: rings under a gradient of momentum, and the current that it drives."""

from dataclasses import asdict

SHEARED_RUNS = sheared_runs(config)

VALIDATION_TARGETS += [
    "results/shear_response/tables/limits.csv",
    "results/shear_response/figures/shear_response.png",
    "results/shear_response/figures/shear_response.pdf",
]


rule simulate_sheared_rings:
    output:
        f"results/shear_response/runs/{ShearedRun.PATTERN}.csv",
    log:
        f"results/logs/simulate_sheared_rings/{ShearedRun.PATTERN}.log",
    wildcard_constraints:
        momentum_jump=r"[0-9.]+",
        restoring_interval=r"[0-9.]+",
        relaxation=r"[0-9.]+",
    cache: SHARED
    priority: 10
    params:
        run=spelled,
    message:
        "Driving a flow: T = {wildcards.temperature}, M = {wildcards.n_rotors}, g M = {wildcards.momentum_jump}"
    script:
        "../scripts/simulate_sheared_rings.py"


rule tabulate_shear_response:
    input:
        onsager="results/green_kubo/tables/onsager.csv",
        rings=[f"results/shear_response/runs/{run.path}.csv" for run in SHEARED_RUNS],
    output:
        limits="results/shear_response/tables/limits.csv",
        responses="results/shear_response/tables/responses.csv",
        page=report(
            "results/shear_response/tables/limits.html",
            caption="../report/shear_response/shear_response.rst",
            category="6 Independent checks",
            labels={"shows": "D^p from a driven flow, table"},
        ),
    log:
        "results/logs/tabulate_shear_response.log",
    params:
        runs=[asdict(run) for run in SHEARED_RUNS],
    message:
        "Estimating D^p from a driven flow"
    script:
        "../scripts/tabulate_shear_response.py"


rule draw_shear_response:
    input:
        limits="results/shear_response/tables/limits.csv",
        responses="results/shear_response/tables/responses.csv",
    output:
        png=report(
            "results/shear_response/figures/shear_response.png",
            caption="../report/shear_response/shear_response.rst",
            category="6 Independent checks",
            labels={"shows": "D^p from a driven flow, figure"},
        ),
        pdf="results/shear_response/figures/shear_response.pdf",
    log:
        "results/logs/draw_shear_response.log",
    message:
        "Drawing the response to a gradient of momentum"
    script:
        "../scripts/draw_shear_response.py"
