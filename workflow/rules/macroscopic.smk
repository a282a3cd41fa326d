"""Stationary states of the macroscopic equations: Figures 1-13 with both sets of coefficients, and the comparison.

The study `ios` uses the published coefficients, `ours` the measured ones.
"""

FIGURE_NUMBERS = range(1, 14)

MACROSCOPIC_TARGETS = [
    "results/tables/paper_comparison.csv",
    *expand(
        "results/figures/{study}/figure_{number:02d}.{suffix}",
        study=["ios", "ours"],
        number=FIGURE_NUMBERS,
        suffix=["png", "pdf"],
    ),
]


for number in FIGURE_NUMBERS:

    rule:
        name:
            f"figure_{number:02d}"
        input:
            unpack(measured_inputs),
            code=code(
                f"figures.figure_{number:02d}",
                "study.paper_figures",
                "study.figure_files",
                "study.tables",
            ),
        output:
            table=f"results/figures/{{study}}/figure_{number:02d}.csv",
            png=report(
                f"results/figures/{{study}}/figure_{number:02d}.png",
                caption=f"../report/figure_{number:02d}.rst",
                category=category,
                labels={"figure": f"{number:02d}", "coefficients": "{study}"},
            ),
            pdf=f"results/figures/{{study}}/figure_{number:02d}.pdf",
        log:
            f"results/logs/figures/{{study}}/figure_{number:02d}.log",
        conda:
            "../../environment.yml"
        params:
            number=number,
            profile_points=config["macroscopic"]["profile_points"],
            map_points=config["macroscopic"]["map_points"],
            fit_range=config["fit"]["temperature_range"],
        message:
            f"Drawing Figure {number} of the study {{wildcards.study}}"
        script:
            "../scripts/figure.py"


rule compare_with_paper:
    input:
        measured="results/coefficients/measured.json",
        code=code("study.paper_comparison", "study.coefficients", "study.tables"),
    output:
        table=report(
            "results/tables/paper_comparison.csv",
            caption="../report/paper_comparison.rst",
            category="1 Comparison with the paper",
            labels={"table": "Numbers quoted in the text"},
        ),
    log:
        "results/logs/compare_with_paper.log",
    conda:
        "../../environment.yml"
    params:
        n_resamples=config["macroscopic"]["resamples"],
        seed=config["seed"],
    message:
        "Comparing the numbers of the paper with ours"
    script:
        "../scripts/compare_with_paper.py"
