# OLD
"""Independent checks of the coefficients: decay of fluctuations, and the Onsager matrix of turning rings."""

# ring -> its simulation
STRUCTURE_FACTOR_RUNS = structure_factor_runs(config)

# temperature, as spelled in paths -> running integrals of its turning rings
BOOSTED = {
    canonical(float(temperature)): f"results/onsager_structure/runs/{run.path}.csv"
    for temperature, run in boosted_runs(config).items()
}

VALIDATION_TARGETS += [
    "results/structure_factors/tables/diffusivities.csv",
    "results/onsager_structure/tables/structure.csv",
    "results/structure_factors/figures/structure_factors.png",
    "results/structure_factors/figures/structure_factors.pdf",
]


rule simulate_modes:
    output:
        f"results/structure_factors/runs/{StructureFactorRun.PATTERN}.csv",
    log:
        f"results/logs/simulate_modes/{StructureFactorRun.PATTERN}.log",
    wildcard_constraints:
        n_modes=r"[0-9]+",
    cache: SHARED
    priority: 10
    params:
        run=spelled,
    message:
        "Following the modes of rotor rings: T = {wildcards.temperature}, M = {wildcards.n_rotors}"
    script:
        "../scripts/simulate_modes.py"


rule measure_diffusivities:
    input:
        onsager="results/green_kubo/tables/onsager.csv",
        modes=[
            f"results/structure_factors/runs/{run.path}.csv"
            for run, _ in STRUCTURE_FACTOR_RUNS
        ],
    output:
        diffusivities="results/structure_factors/tables/diffusivities.csv",
        factors="results/structure_factors/tables/factors.csv",
        page=report(
            "results/structure_factors/tables/diffusivities.html",
            caption="../report/structure_factors/structure_factors.rst",
            category="6 Independent checks",
            labels={"shows": "Diffusivities from structure factors, table"},
        ),
    log:
        "results/logs/measure_diffusivities.log",
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
        diffusivities="results/structure_factors/tables/diffusivities.csv",
        factors="results/structure_factors/tables/factors.csv",
    output:
        png=report(
            "results/structure_factors/figures/structure_factors.png",
            caption="../report/structure_factors/structure_factors.rst",
            category="6 Independent checks",
            labels={"shows": "Diffusivities from structure factors, figure"},
        ),
        pdf="results/structure_factors/figures/structure_factors.pdf",
    log:
        "results/logs/draw_structure_factors.log",
    message:
        "Drawing dynamic structure factors"
    script:
        "../scripts/draw_structure_factors.py"


rule simulate_boosted_rings:
    output:
        f"results/onsager_structure/runs/{BoostedRun.PATTERN}.csv",
    log:
        f"results/logs/simulate_boosted_rings/{BoostedRun.PATTERN}.log",
    wildcard_constraints:
        mean_momentum=r"[0-9.]+",
    cache: SHARED
    priority: 10
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
            "results/green_kubo/tables/running_integrals/T{temperature}.csv",
            temperature=BOOSTED,
        ),
        boosted=list(BOOSTED.values()),
    output:
        table="results/onsager_structure/tables/structure.csv",
        page=report(
            "results/onsager_structure/tables/structure.html",
            caption="../report/onsager_structure/structure.rst",
            category="6 Independent checks",
            labels={"shows": "The Onsager matrix at a mean momentum"},
        ),
    log:
        "results/logs/compare_onsager_structure.log",
    params:
        temperatures=[float(temperature) for temperature in BOOSTED],
        mean_momentum=float(config["onsager_structure"]["mean_momentum"]),
    message:
        "Comparing the Onsager matrix of turning rings with the prediction (2.24)"
    script:
        "../scripts/compare_onsager_structure.py"
