# OLD
"""Bias of the coefficients: ring size, tail and time step."""

VALIDATION_TARGETS += [
    "results/bias/tables/ring_sizes.csv",
    "results/bias/tables/time_steps.csv",
    "results/bias/figures/bias.png",
    "results/bias/figures/bias.pdf",
]


rule study_bias:
    input:
        measured="results/coefficients/measured.json",
        rings=[
            f"results/green_kubo/runs/{run.path}.npz" for run in ring_size_runs(config)
        ],
        steps=[
            f"results/green_kubo/runs/{run.path}.npz" for run in time_step_runs(config)
        ],
    output:
        sizes="results/bias/tables/ring_sizes.csv",
        tails="results/bias/tables/tails.csv",
        steps="results/bias/tables/time_steps.csv",
        png=report(
            "results/bias/figures/bias.png",
            caption="../report/bias/bias.rst",
            category="6 Independent checks",
            labels={"shows": "Ring size, tail and time step"},
        ),
        pdf="results/bias/figures/bias.pdf",
    log:
        "results/logs/study_bias.log",
    params:
        bias=config["bias"],
    message:
        "Comparing ring sizes, tails and time steps"
    script:
        "../scripts/study_bias.py"
