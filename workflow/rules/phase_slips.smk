"""K^pp of cold chains, where Green-Kubo does not settle: transmission of the barrier of phase slips."""

SLIP_RUNS = slip_runs(config)

VALIDATION_TARGETS += ["results/tables/phase_slips.csv"]


rule simulate_phase_slips:
    input:
        code=code("study.validation.phase_slips", "study.disk.tables"),
    output:
        f"results/phase_slips/{SlipRun.PATTERN}.csv",
    log:
        f"results/logs/simulate_phase_slips/{SlipRun.PATTERN}.log",
    cache: SHARED
    priority: 10
    conda:
        "../../environment.yml"
    params:
        run=spelled,
    message:
        "Following phase slips: T = {wildcards.temperature}, M = {wildcards.n_rotors}"
    script:
        "../scripts/simulate_phase_slips.py"


rule tabulate_phase_slips:
    input:
        onsager="results/tables/onsager.csv",
        turns=[f"results/phase_slips/{run.path}.csv" for run in SLIP_RUNS],
        code=code(
            "study.validation.phase_slips",
            "study.equilibrium.onsager_table",
            "study.disk.tables",
        ),
    output:
        table="results/tables/phase_slips.csv",
        page=report(
            "results/tables/phase_slips.html",
            caption="../report/phase_slips.rst",
            category="6 Independent checks",
            labels={"shows": "K^pp of cold chains from phase slips"},
        ),
    log:
        "results/logs/tabulate_phase_slips.log",
    conda:
        "../../environment.yml"
    params:
        temperatures=[run.temperature for run in SLIP_RUNS],
        n_rotors=[run.n_rotors for run in SLIP_RUNS],
    message:
        "Estimating K^pp from phase slips"
    script:
        "../scripts/tabulate_phase_slips.py"
