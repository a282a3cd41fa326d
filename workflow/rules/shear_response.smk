"""D^p by a third route: rings under a gradient of momentum, and the current that it drives."""

from dataclasses import asdict

SHEARED_RUNS = sheared_runs(config)

VALIDATION_TARGETS += [
    "results/tables/shear_response.csv",
    "results/figures/ours/shear_response.png",
    "results/figures/ours/shear_response.pdf",
]


rule simulate_sheared_rings:
    input:
        code=code("study.validation.sheared_rings", "study.disk.tables"),
    output:
        f"results/sheared_rings/{ShearedRun.PATTERN}.csv",
    log:
        f"results/logs/simulate_sheared_rings/{ShearedRun.PATTERN}.log",
    wildcard_constraints:
        momentum_jump=r"[0-9.]+",
        restoring_interval=r"[0-9.]+",
        relaxation=r"[0-9.]+",
    cache: SHARED
    priority: 10
    conda:
        "../../environment.yml"
    params:
        run=spelled,
    message:
        "Driving a flow: T = {wildcards.temperature}, M = {wildcards.n_rotors}, g M = {wildcards.momentum_jump}"
    script:
        "../scripts/simulate_sheared_rings.py"


rule tabulate_shear_response:
    input:
        onsager="results/tables/onsager.csv",
        rings=[f"results/sheared_rings/{run.path}.csv" for run in SHEARED_RUNS],
        code=code(
            "study.validation.shear_response",
            "study.equilibrium.onsager_table",
            "study.disk.tables",
            "study.validation.sheared_rings",
        ),
    output:
        limits="results/tables/shear_response.csv",
        responses="results/tables/shear_responses.csv",
        page=report(
            "results/tables/shear_response.html",
            caption="../report/shear_response.rst",
            category="6 Independent checks",
            labels={"shows": "D^p from a driven flow, table"},
        ),
    log:
        "results/logs/tabulate_shear_response.log",
    conda:
        "../../environment.yml"
    params:
        runs=[asdict(run) for run in SHEARED_RUNS],
    message:
        "Estimating D^p from a driven flow"
    script:
        "../scripts/tabulate_shear_response.py"


rule draw_shear_response:
    input:
        limits="results/tables/shear_response.csv",
        responses="results/tables/shear_responses.csv",
        code=code(
            "figures.shear_response",
            "study.validation.shear_response",
            "study.disk.tables",
            "study.disk.figure_files",
        ),
    output:
        png=report(
            "results/figures/ours/shear_response.png",
            caption="../report/shear_response.rst",
            category="6 Independent checks",
            labels={"shows": "D^p from a driven flow, figure"},
        ),
        pdf="results/figures/ours/shear_response.pdf",
    log:
        "results/logs/draw_shear_response.log",
    conda:
        "../../environment.yml"
    message:
        "Drawing the response to a gradient of momentum"
    script:
        "../scripts/draw_shear_response.py"
