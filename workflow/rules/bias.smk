"""Bias of the coefficients: ring size, tail and time step."""

VALIDATION_TARGETS += [
    "results/tables/ring_sizes.csv",
    "results/tables/time_steps.csv",
    "results/figures/ours/bias.png",
    "results/figures/ours/bias.pdf",
]


rule study_bias:
    input:
        measured="results/coefficients/measured.json",
        rings=[f"results/green_kubo/{run.path}.npz" for run in ring_size_runs(config)],
        steps=[f"results/green_kubo/{run.path}.npz" for run in time_step_runs(config)],
        code=code(
            "figures.bias",
            "study.validation.bias",
            "study.disk.tables",
            "study.disk.figure_files",
            "study.validation.bias_runs",
        ),
    output:
        sizes="results/tables/ring_sizes.csv",
        tails="results/tables/tails.csv",
        steps="results/tables/time_steps.csv",
        png=report(
            "results/figures/ours/bias.png",
            caption="../report/bias.rst",
            category="6 Independent checks",
            labels={"shows": "Ring size, tail and time step"},
        ),
        pdf="results/figures/ours/bias.pdf",
    log:
        "results/logs/study_bias.log",
    conda:
        "../../environment.yml"
    params:
        bias=config["bias"],
    message:
        "Comparing ring sizes, tails and time steps"
    script:
        "../scripts/study_bias.py"
