# OLD
"""Driven chains -> steady states -> limits of infinite chains, comparison with the macroscopic equations -> figures."""

# condition -> one list of blocks for each chain length
NESS_CHAINS = {
    condition: [
        [f"results/driven/runs/{run.path}.npz" for run in blocks]
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
    "results/driven/tables/limits.csv",
    *(f"results/driven/figures/{name}.png" for name in NESS_FIGURES),
]


rule simulate_driven:
    output:
        moments=f"results/driven/runs/{RotorNessRun.PATTERN}.npz",
        provenance=f"results/driven/runs/{RotorNessRun.PATTERN}.json",
    log:
        f"results/logs/simulate_driven/{RotorNessRun.PATTERN}.log",
    cache: SHARED
    priority: 10
    group:
        ness_group
    resources:
        mem_mb=ness_memory,
        runtime=ness_minutes,
    params:
        run=spelled,
        # no output, or Snakemake would delete it when the job fails
        checkpoint=f"results/checkpoints/driven/{RotorNessRun.PATTERN}.npz",
    message:
        "Driving chains: n = {wildcards.n_rotors}, T = {wildcards.T_left}, {wildcards.T_right}, "
        "torques {wildcards.torque_left}, {wildcards.torque_right}, block {wildcards.block}"
    script:
        "../scripts/simulate_driven.py"


rule measure_driven:
    input:
        blocks=[path for blocks in NESS_BLOCKS for path in blocks],
    output:
        states="results/driven/tables/states.csv",
        profiles="results/driven/tables/profiles.csv",
        local="results/driven/tables/local.csv",
    log:
        "results/logs/measure_driven.log",
    params:
        n_chains=len(NESS_BLOCKS),
        blocks=NESS_BLOCKS,
    message:
        "Measuring the steady states of {params.n_chains} chains"
    script:
        "../scripts/measure_driven.py"


rule compare_driven:
    input:
        blocks=[path for blocks in NESS_BLOCKS for path in blocks],
        profiles="results/driven/tables/profiles.csv",
        measured="results/coefficients/measured.json",
    output:
        bulk="results/driven/tables/bulk.csv",
        limits="results/driven/tables/limits.csv",
        page=report(
            "results/driven/tables/limits.html",
            caption="../report/driven/limits.rst",
            category="7 Driven chains",
            labels={"shows": "Verdict: chains against the macroscopic equations"},
        ),
        closure="results/driven/tables/closure.csv",
        curves="results/driven/tables/closure_solutions.csv",
    log:
        "results/logs/compare_driven.log",
    params:
        chains=list(NESS_CHAINS.values()),
        closure=list(NESS_CHAINS).index(closure_condition(config)),
        seed=config["seed"],
        resamples=config["macroscopic"]["resamples"],
    message:
        "Comparing driven chains with the macroscopic equations"
    script:
        "../scripts/compare_driven.py"


rule draw_driven:
    input:
        measured="results/coefficients/measured.json",
        onsager="results/green_kubo/tables/onsager.csv",
        states="results/driven/tables/states.csv",
        profiles="results/driven/tables/profiles.csv",
        local="results/driven/tables/local.csv",
        bulk="results/driven/tables/bulk.csv",
        limits="results/driven/tables/limits.csv",
        closure="results/driven/tables/closure.csv",
        solutions="results/driven/tables/closure_solutions.csv",
    output:
        **{name: f"results/driven/figures/{name}.csv" for name in NESS_FIGURES},
        **{
            f"{name}_png": report(
                f"results/driven/figures/{name}.png",
                caption=f"../report/ness_{name}.rst",
                category="7 Driven chains",
                labels={"shows": shows},
            )
            for name, shows in NESS_FIGURES.items()
        },
        **{f"{name}_pdf": f"results/driven/figures/{name}.pdf" for name in NESS_FIGURES},
        gaps="results/driven/tables/gaps.csv",
        crossings="results/driven/tables/crossings.csv",
    log:
        "results/logs/draw_driven.log",
    params:
        sweeps=["torque_sweep", "uphill", "negative_conductivity"],
        driven=config["driven"],
    message:
        "Drawing the figures of driven chains"
    script:
        "../scripts/draw_driven.py"
