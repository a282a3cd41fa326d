"""Driven chains -> steady states -> limits of infinite chains, comparison with the macroscopic equations -> figures."""

# condition -> one list of blocks for each chain length
NESS_CHAINS = {
    condition: [
        [f"results/rotor_ness/{run.path}.npz" for run in blocks]
        for blocks in sizes.values()
    ]
    for condition, sizes in ness_runs(config).items()
}
NESS_BLOCKS = [blocks for chains in NESS_CHAINS.values() for blocks in chains]

# figure of driven chains -> what it shows
NESS_FIGURES = {
    "profiles": "Profiles of temperature and momentum",
    "torque_sweep": "Energy current against the torque: negative response to the temperature",
    "closure": "Profiles of growing chains, and the gap that closes",
    "uphill": "Onset of uphill diffusion",
    "negative_conductivity": "Energy current against the temperature: negative conductivity",
    "local_coefficients": "Coefficients from local gradients",
    "factors": "Factors on the coefficients, extrapolated",
    "local_equilibrium": "Deviations from local equilibrium",
    "verdict": "Verdict: deviations from the macroscopic equations",
}

ROTOR_NESS_TARGETS = [
    "results/tables/ness_limits.csv",
    *(f"results/figures/ness/{name}.png" for name in NESS_FIGURES),
]


rule simulate_rotor_ness:
    input:
        code=code("study.driven.simulation"),
    output:
        moments=f"results/rotor_ness/{RotorNessRun.PATTERN}.npz",
        provenance=f"results/rotor_ness/{RotorNessRun.PATTERN}.json",
    log:
        f"results/logs/simulate_rotor_ness/{RotorNessRun.PATTERN}.log",
    cache: SHARED
    priority: 10
    group:
        ness_group
    conda:
        "../../environment.yml"
    resources:
        mem_mb=ness_memory,
        runtime=ness_minutes,
    params:
        run=spelled,
        # no output, or Snakemake would delete it when the job fails
        checkpoint=f"results/checkpoints/rotor_ness/{RotorNessRun.PATTERN}.npz",
    message:
        "Driving chains: n = {wildcards.n_rotors}, T = {wildcards.T_left}, {wildcards.T_right}, "
        "torques {wildcards.torque_left}, {wildcards.torque_right}, block {wildcards.block}"
    script:
        "../scripts/simulate_rotor_ness.py"


rule measure_rotor_ness:
    input:
        blocks=[path for blocks in NESS_BLOCKS for path in blocks],
        code=code("study.driven.states", "study.disk.tables"),
    output:
        states="results/tables/ness_states.csv",
        profiles="results/tables/ness_profiles.csv",
        local="results/tables/ness_local.csv",
    log:
        "results/logs/measure_rotor_ness.log",
    conda:
        "../../environment.yml"
    params:
        n_chains=len(NESS_BLOCKS),
        blocks=NESS_BLOCKS,
    message:
        "Measuring the steady states of {params.n_chains} chains"
    script:
        "../scripts/measure_rotor_ness.py"


rule compare_rotor_ness:
    input:
        blocks=[path for blocks in NESS_BLOCKS for path in blocks],
        profiles="results/tables/ness_profiles.csv",
        measured="results/coefficients/measured.json",
        code=code(
            "study.driven.comparison",
            "study.equilibrium.coefficients",
            "study.disk.tables",
            "study.driven.states",
        ),
    output:
        bulk="results/tables/ness_bulk.csv",
        limits="results/tables/ness_limits.csv",
        page=report(
            "results/tables/ness_limits.html",
            caption="../report/ness_limits.rst",
            category="7 Driven chains",
            labels={"shows": "Verdict: chains against the macroscopic equations"},
        ),
        closure="results/tables/ness_closure.csv",
        curves="results/tables/ness_closure_solutions.csv",
    log:
        "results/logs/compare_rotor_ness.log",
    conda:
        "../../environment.yml"
    params:
        chains=list(NESS_CHAINS.values()),
        closure=list(NESS_CHAINS).index(closure_condition(config)),
        seed=config["seed"],
        resamples=config["macroscopic"]["resamples"],
    message:
        "Comparing driven chains with the macroscopic equations"
    script:
        "../scripts/compare_rotor_ness.py"


rule draw_rotor_ness:
    input:
        measured="results/coefficients/measured.json",
        onsager="results/tables/onsager.csv",
        states="results/tables/ness_states.csv",
        profiles="results/tables/ness_profiles.csv",
        local="results/tables/ness_local.csv",
        bulk="results/tables/ness_bulk.csv",
        limits="results/tables/ness_limits.csv",
        closure="results/tables/ness_closure.csv",
        solutions="results/tables/ness_closure_solutions.csv",
        code=code(
            "figures.ness_closure",
            "figures.ness_factors",
            "figures.ness_local_coefficients",
            "figures.ness_local_equilibrium",
            "figures.ness_profiles",
            "figures.ness_sweep",
            "figures.ness_verdict",
            "study.disk.figure_files",
            "study.driven.figures",
            "study.disk.tables",
        ),
    output:
        **{name: f"results/figures/ness/{name}.csv" for name in NESS_FIGURES},
        **{
            f"{name}_png": report(
                f"results/figures/ness/{name}.png",
                caption=f"../report/ness_{name}.rst",
                category="7 Driven chains",
                labels={"shows": shows},
            )
            for name, shows in NESS_FIGURES.items()
        },
        **{f"{name}_pdf": f"results/figures/ness/{name}.pdf" for name in NESS_FIGURES},
        gaps="results/tables/ness_gaps.csv",
        crossings="results/tables/ness_crossings.csv",
    log:
        "results/logs/draw_rotor_ness.log",
    conda:
        "../../environment.yml"
    params:
        sweeps=["torque_sweep", "uphill", "negative_conductivity"],
        rotor_ness=config["rotor_ness"],
    message:
        "Drawing the figures of driven chains"
    script:
        "../scripts/draw_rotor_ness.py"
