"""Equilibrium simulations -> correlations -> Onsager coefficients -> transport coefficients."""

# temperature, as spelled in paths -> its runs, and the files of its blocks
RUNS = {
    canonical(float(temperature)): runs
    for temperature, runs in green_kubo_runs(config).items()
}
BLOCKS = {
    temperature: [f"results/green_kubo/{run.path}.npz" for run in runs]
    for temperature, runs in RUNS.items()
}
# the section, if there is one: a checkpoint then plans which blocks are used
PRECISION = config["green_kubo"].get("precision")
PRECISION_TARGETS = []
if PRECISION:

    include: "precision.smk"


GREEN_KUBO_TARGETS = [
    "results/tables/onsager.csv",
    "results/tables/fit_comparison.csv",
    "results/tables/fit_forms.csv",
    "results/figures/ours/fit_forms.png",
    *expand(
        "results/figures/ours/green_kubo_T{temperature}.{suffix}",
        temperature=BLOCKS,
        suffix=["png", "pdf"],
    ),
    *PRECISION_TARGETS,
]


rule simulate_green_kubo:
    input:
        code=code("study.equilibrium.green_kubo", "study.equilibrium.correlation_files"),
    output:
        correlations=f"results/green_kubo/{GreenKuboRun.PATTERN}.npz",
        provenance=f"results/green_kubo/{GreenKuboRun.PATTERN}.json",
    log:
        f"results/logs/simulate_green_kubo/{GreenKuboRun.PATTERN}.log",
    cache: SHARED
    priority: 10
    group:
        simulation_group
    conda:
        "../../environment.yml"
    resources:
        mem_mb=simulation_memory,
        runtime=simulation_minutes,
    params:
        run=spelled,
    message:
        "Simulating rotor rings: T = {wildcards.temperature}, M = {wildcards.n_rotors}, block {wildcards.block}"
    script:
        "../scripts/simulate_green_kubo.py"


rule estimate_onsager:
    input:
        blocks=(
            planned_blocks
            if PRECISION
            else [path for paths in BLOCKS.values() for path in paths]
        ),
        code=code("study.equilibrium.self_consistent", "study.disk.tables"),
    output:
        onsager="results/tables/onsager.csv",
        page=report(
            "results/tables/onsager.html",
            caption="../report/onsager.rst",
            category="1 Comparison with the paper",
            labels={"table": "Onsager coefficients with errors"},
        ),
        running=report(
            expand(
                "results/tables/running_integrals/T{temperature}.csv",
                temperature=BLOCKS,
            ),
            category="5 Running integrals as CSV",
        ),
    log:
        "results/logs/estimate_onsager.log",
    conda:
        "../../environment.yml"
    params:
        n_temperatures=len(BLOCKS),
        blocks=paths_by_temperature if PRECISION else BLOCKS,
    message:
        "Estimating the Onsager coefficients at {params.n_temperatures} temperatures"
    script:
        "../scripts/estimate_onsager.py"


rule fit_coefficients:
    input:
        onsager="results/tables/onsager.csv",
        code=code(
            "study.equilibrium.coefficients",
            "study.disk.tables",
            "study.equilibrium.onsager_table",
        ),
    output:
        measured="results/coefficients/measured.json",
        fitted="results/coefficients/fitted.json",
        comparison="results/tables/fit_comparison.csv",
        page=report(
            "results/tables/fit_comparison.html",
            caption="../report/fit_comparison.rst",
            category="1 Comparison with the paper",
            labels={"table": "Parameters of the fits (A.2)"},
        ),
    log:
        "results/logs/fit_coefficients.log",
    conda:
        "../../environment.yml"
    params:
        temperature_range=config["fit"]["temperature_range"],
    message:
        "Fitting the transport coefficients"
    script:
        "../scripts/fit_coefficients.py"


rule draw_correlations:
    input:
        onsager="results/tables/onsager.csv",
        running="results/tables/running_integrals/T{temperature}.csv",
        code=code(
            "figures.correlations",
            "study.disk.tables",
            "study.disk.figure_files",
            "study.equilibrium.onsager_table",
        ),
    output:
        png=report(
            "results/figures/ours/green_kubo_T{temperature}.png",
            caption="../report/correlations.rst",
            category="4 Green-Kubo correlations and running integrals",
            labels={"T": "{temperature}"},
        ),
        pdf="results/figures/ours/green_kubo_T{temperature}.pdf",
    log:
        "results/logs/draw_correlations/T{temperature}.log",
    conda:
        "../../environment.yml"
    message:
        "Drawing correlations and running integrals at T = {wildcards.temperature}"
    script:
        "../scripts/draw_correlations.py"


rule compare_fit_forms:
    input:
        onsager="results/tables/onsager.csv",
        code=code(
            "study.equilibrium.fit_forms",
            "study.equilibrium.activation_table",
            "study.disk.tables",
            "study.equilibrium.onsager_table",
        ),
    output:
        forms="results/tables/fit_forms.csv",
        forms_page=report(
            "results/tables/fit_forms.html",
            caption="../report/fit_forms.rst",
            category="1 Comparison with the paper",
            labels={"table": "Forms of the laws compared"},
        ),
        activation="results/tables/activation.csv",
        activation_page=report(
            "results/tables/activation.html",
            caption="../report/activation.rst",
            category="1 Comparison with the paper",
            labels={"table": "Barrier at low temperature"},
        ),
    log:
        "results/logs/compare_fit_forms.log",
    conda:
        "../../environment.yml"
    params:
        temperature_range=config["fit"]["temperature_range"],
    message:
        "Comparing forms of the laws"
    script:
        "../scripts/compare_fit_forms.py"


rule draw_fit_forms:
    input:
        onsager="results/tables/onsager.csv",
        measured="results/coefficients/measured.json",
        fitted="results/coefficients/fitted.json",
        activation="results/tables/activation.csv",
        code=code(
            "figures.fit_forms",
            "figures.activation",
            "study.equilibrium.fit_forms",
            "study.equilibrium.activation_table",
            "study.disk.figure_files",
            "study.disk.tables",
            "study.equilibrium.onsager_table",
        ),
    output:
        residuals="results/figures/ours/fit_forms.csv",
        transmission="results/figures/ours/activation.csv",
        forms_png=report(
            "results/figures/ours/fit_forms.png",
            caption="../report/fit_residuals.rst",
            category="1 Comparison with the paper",
            labels={"table": "Points over the laws"},
        ),
        forms_pdf="results/figures/ours/fit_forms.pdf",
        activation_png=report(
            "results/figures/ours/activation.png",
            caption="../report/transmission.rst",
            category="1 Comparison with the paper",
            labels={"table": "Phase slips at low temperature"},
        ),
        activation_pdf="results/figures/ours/activation.pdf",
    log:
        "results/logs/draw_fit_forms.log",
    conda:
        "../../environment.yml"
    params:
        temperature_range=config["fit"]["temperature_range"],
    message:
        "Drawing the points over the laws"
    script:
        "../scripts/draw_fit_forms.py"
