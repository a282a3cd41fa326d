"""Independent checks of the coefficients: decay of fluctuations, and the Onsager matrix of turning rings."""

# ring -> its simulation
STRUCTURE_FACTOR_RUNS = structure_factor_runs(config)

# temperature, as spelled in paths -> running integrals of its turning rings
BOOSTED = {
    canonical(float(temperature)): f"results/boosted_rings/{run.path}.csv"
    for temperature, run in boosted_runs(config).items()
}

VALIDATION_TARGETS += [
    "results/tables/structure_factors.csv",
    "results/tables/onsager_structure.csv",
    "results/figures/ours/structure_factors.png",
    "results/figures/ours/structure_factors.pdf",
]


rule simulate_modes:
    input:
        code=code("study.validation.structure_factors", "study.disk.tables"),
    output:
        f"results/structure_factors/{StructureFactorRun.PATTERN}.csv",
    log:
        f"results/logs/simulate_modes/{StructureFactorRun.PATTERN}.log",
    wildcard_constraints:
        n_modes=r"[0-9]+",
    cache: SHARED
    priority: 10
    conda:
        "../../environment.yml"
    params:
        run=spelled,
    message:
        "Following the modes of rotor rings: T = {wildcards.temperature}, M = {wildcards.n_rotors}"
    script:
        "../scripts/simulate_modes.py"


rule measure_diffusivities:
    input:
        onsager="results/tables/onsager.csv",
        modes=[
            f"results/structure_factors/{run.path}.csv"
            for run, _ in STRUCTURE_FACTOR_RUNS
        ],
        code=code(
            "study.validation.diffusivity_table",
            "study.equilibrium.onsager_table",
            "study.disk.tables",
        ),
    output:
        diffusivities="results/tables/structure_factors.csv",
        factors="results/tables/dynamic_structure_factors.csv",
        page=report(
            "results/tables/structure_factors.html",
            caption="../report/structure_factors.rst",
            category="6 Independent checks",
            labels={"shows": "Diffusivities from structure factors, table"},
        ),
    log:
        "results/logs/measure_diffusivities.log",
    conda:
        "../../environment.yml"
    params:
        temperatures=[run.temperature for run, _ in STRUCTURE_FACTOR_RUNS],
        n_rotors=[run.n_rotors for run, _ in STRUCTURE_FACTOR_RUNS],
        relaxations=[relaxation for _, relaxation in STRUCTURE_FACTOR_RUNS],
    message:
        "Measuring diffusivities from the decay of fluctuations"
    script:
        "../scripts/measure_diffusivities.py"


rule draw_structure_factors:
    input:
        diffusivities="results/tables/structure_factors.csv",
        factors="results/tables/dynamic_structure_factors.csv",
        code=code(
            "figures.structure_factors",
            "study.validation.diffusivity_table",
            "study.disk.tables",
            "study.disk.figure_files",
        ),
    output:
        png=report(
            "results/figures/ours/structure_factors.png",
            caption="../report/structure_factors.rst",
            category="6 Independent checks",
            labels={"shows": "Diffusivities from structure factors, figure"},
        ),
        pdf="results/figures/ours/structure_factors.pdf",
    log:
        "results/logs/draw_structure_factors.log",
    conda:
        "../../environment.yml"
    message:
        "Drawing dynamic structure factors"
    script:
        "../scripts/draw_structure_factors.py"


rule simulate_boosted_rings:
    input:
        code=code(
            "study.validation.boosted_rings",
            "study.equilibrium.onsager_table",
            "study.disk.tables",
        ),
    output:
        f"results/boosted_rings/{BoostedRun.PATTERN}.csv",
    log:
        f"results/logs/simulate_boosted_rings/{BoostedRun.PATTERN}.log",
    wildcard_constraints:
        mean_momentum=r"[0-9.]+",
    cache: SHARED
    priority: 10
    conda:
        "../../environment.yml"
    resources:
        mem_mb=simulation_memory,
        runtime=simulation_minutes,
    params:
        run=spelled,
    message:
        "Simulating turning rings: T = {wildcards.temperature}, mean momentum {wildcards.mean_momentum}"
    script:
        "../scripts/simulate_boosted_rings.py"


rule compare_onsager_structure:
    input:
        at_rest=expand(
            "results/tables/running_integrals/T{temperature}.csv", temperature=BOOSTED
        ),
        boosted=list(BOOSTED.values()),
        code=code(
            "study.validation.onsager_structure",
            "study.equilibrium.onsager_table",
            "study.disk.tables",
        ),
    output:
        table="results/tables/onsager_structure.csv",
        page=report(
            "results/tables/onsager_structure.html",
            caption="../report/onsager_structure.rst",
            category="6 Independent checks",
            labels={"shows": "The Onsager matrix at a mean momentum"},
        ),
    log:
        "results/logs/compare_onsager_structure.log",
    conda:
        "../../environment.yml"
    params:
        temperatures=[float(temperature) for temperature in BOOSTED],
        mean_momentum=float(config["onsager_structure"]["mean_momentum"]),
    message:
        "Comparing the Onsager matrix of turning rings with the prediction (2.24)"
    script:
        "../scripts/compare_onsager_structure.py"
