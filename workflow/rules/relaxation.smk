# OLD
"""Closed chains that come to rest -> distance from the macroscopic equations in time."""

CLOSED_CHAINS = [
    f"results/relaxation/runs/{run.path}.npz" for run in closed_runs(config)
]

HYDRODYNAMIC_PICTURES = {
    "hydrodynamic_limit": ("distances", "Distance of chains from the equations"),
    "hydrodynamic_profiles": ("profiles", "Profiles of a chain and of the equations"),
    "hydrodynamic_energies": (
        "energies",
        "Mechanical energy turning into heat, both sides",
    ),
}
HYDRODYNAMIC_TABLES = {
    "distances": "results/relaxation/figures/limit.csv",
    "profiles": "results/relaxation/figures/profiles.csv",
    "energies": "results/relaxation/figures/energies.csv",
}

HYDRODYNAMIC_LIMIT_TARGETS = [
    "results/relaxation/tables/limits.csv",
    *expand(
        "results/figures/macroscopic/{picture}.{suffix}",
        picture=HYDRODYNAMIC_PICTURES,
        suffix=["png", "pdf"],
    ),
]


rule simulate_closed_chains:
    output:
        profiles=f"results/relaxation/runs/{ClosedRun.PATTERN}.npz",
        provenance=f"results/relaxation/runs/{ClosedRun.PATTERN}.json",
    log:
        f"results/logs/simulate_closed_chains/{ClosedRun.PATTERN}.log",
    wildcard_constraints:
        momentum_amplitude=r"[0-9.]+",
        mean_temperature=r"[0-9.]+",
        temperature_amplitude=r"[0-9.]+",
        interval=r"[0-9.]+",
        last_time=r"[0-9.]+",
    cache: SHARED
    priority: 10
    resources:
        runtime=closed_minutes,
    params:
        run=spelled,
    message:
        "Letting closed chains come to rest: n = {wildcards.n_rotors}"
    script:
        "../scripts/simulate_closed_chains.py"


rule compare_closed_chains:
    input:
        chains=CLOSED_CHAINS,
        measured="results/coefficients/measured.json",
    output:
        **HYDRODYNAMIC_TABLES,
        limits="results/relaxation/tables/limits.csv",
        page=report(
            "results/relaxation/tables/limits.html",
            caption="../report/relaxation/limits.rst",
            category="9 Evolution in time",
            labels={"shows": "Distance of chains from the equations, table"},
        ),
    log:
        "results/logs/compare_closed_chains.log",
    params:
        n_cells=config["relaxation"]["n_cells"],
        resamples=config["relaxation"]["resamples"],
        seed=config["seed"],
    message:
        "Comparing closed chains with the macroscopic equations in time"
    script:
        "../scripts/compare_closed_chains.py"


for picture, (data, title) in HYDRODYNAMIC_PICTURES.items():

    rule:
        name:
            f"draw_{picture}"
        input:
            table=HYDRODYNAMIC_TABLES[data],
        output:
            png=report(
                f"results/figures/macroscopic/{picture}.png",
                caption=f"../report/{picture}.rst",
                category="9 Evolution in time",
                labels={"shows": title},
            ),
            pdf=f"results/figures/macroscopic/{picture}.pdf",
        log:
            f"results/logs/draw_{picture}.log",
        params:
            picture=picture,
            data=data,
        message:
            f"Drawing: {title}"
        script:
            "../scripts/draw_hydrodynamic_limit.py"
