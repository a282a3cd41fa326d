# OLD
"""K^pp of cold chains, where Green-Kubo does not settle: transmission of the barrier of phase slips."""

SLIP_RUNS = slip_runs(config)

VALIDATION_TARGETS += ["results/phase_slips/tables/phase_slips.csv"]


rule simulate_phase_slips:
    output:
        f"results/phase_slips/runs/{SlipRun.PATTERN}.csv",
    log:
        f"results/logs/simulate_phase_slips/{SlipRun.PATTERN}.log",
    cache: SHARED
    priority: 10
    params:
        run=spelled,
    message:
        "Following phase slips: T = {wildcards.temperature}, M = {wildcards.n_rotors}"
    script:
        "../scripts/simulate_phase_slips.py"


rule tabulate_phase_slips:
    input:
        onsager="results/green_kubo/tables/onsager.csv",
        turns=[f"results/phase_slips/runs/{run.path}.csv" for run in SLIP_RUNS],
    output:
        table="results/phase_slips/tables/phase_slips.csv",
        page=report(
            "results/phase_slips/tables/phase_slips.html",
            caption="../report/phase_slips/phase_slips.rst",
            category="6 Independent checks",
            labels={"shows": "K^pp of cold chains from phase slips"},
        ),
    log:
        "results/logs/tabulate_phase_slips.log",
    params:
        temperatures=[run.temperature for run in SLIP_RUNS],
        n_rotors=[run.n_rotors for run in SLIP_RUNS],
    message:
        "Estimating K^pp from phase slips"
    script:
        "../scripts/tabulate_phase_slips.py"
