"""Stationary states of the macroscopic equations: Figures 1-13 with both sets of coefficients, and the comparison.

The study `ios` uses the published coefficients, `ours` the measured ones.
"""

# Figures of stationary states; Figure 2 shows the coefficients.
STATES = {
    1: "symmetry of the profiles",
    3: "profiles under one forcing",
    4: "current over p_right and T_left, p_left = 0",
    5: "profiles at the onset of uphill diffusion",
    6: "current over p_right and T_left, p_left = -1",
    7: "current over p_right and T_right",
    8: "current over both temperatures",
    9: "current against T_right",
    10: "profiles, T_right varied",
    11: "cold end of the profiles",
    12: "current against T_left",
    13: "profiles, T_left varied",
}

MACROSCOPIC_TARGETS = [
    "results/tables/paper_comparison.csv",
    "results/tables/form_robustness.csv",
    *expand(
        "results/figures/{study}/figure_{number:02d}.{suffix}",
        study=["ios", "ours"],
        number=range(1, 14),
        suffix=["png", "pdf"],
    ),
]


rule figure_02:
    input:
        unpack(onsager_inputs),
        code=code(
            "figures.figure_02",
            "study.theory.paper_figures",
            "study.disk.figure_files",
            "study.disk.tables",
        ),
    output:
        table="results/figures/{study}/figure_02.csv",
        png=report(
            "results/figures/{study}/figure_02.png",
            caption="../report/figure_02.rst",
            category=category,
            labels={"figure": "02", "shows": "Onsager coefficients"},
        ),
        pdf="results/figures/{study}/figure_02.pdf",
    log:
        "results/logs/figures/{study}/figure_02.log",
    conda:
        "../../environment.yml"
    params:
        fit_range=config["fit"]["temperature_range"],
    message:
        "Drawing Figure 2 of the study {wildcards.study}"
    script:
        "../scripts/figure_02.py"


for number, title in STATES.items():

    rule:
        name:
            f"figure_{number:02d}"
        input:
            unpack(measured_inputs),
            code=code(
                f"figures.figure_{number:02d}",
                "study.theory.paper_figures",
                "study.disk.figure_files",
                "study.disk.tables",
            ),
        output:
            table=f"results/figures/{{study}}/figure_{number:02d}.csv",
            png=report(
                f"results/figures/{{study}}/figure_{number:02d}.png",
                caption=f"../report/figure_{number:02d}.rst",
                category=category,
                labels={"figure": f"{number:02d}", "shows": title},
            ),
            pdf=f"results/figures/{{study}}/figure_{number:02d}.pdf",
        log:
            f"results/logs/figures/{{study}}/figure_{number:02d}.log",
        conda:
            "../../environment.yml"
        params:
            number=number,
            n_points=points_of(number),
        message:
            f"Drawing Figure {number} of the study {{wildcards.study}}"
        script:
            "../scripts/figure.py"


rule compare_with_paper:
    input:
        measured="results/coefficients/measured.json",
        onsager="results/tables/onsager.csv",
        code=code(
            "study.theory.paper_comparison",
            "study.theory.form_robustness",
            "study.equilibrium.coefficients",
            "study.disk.tables",
            "study.equilibrium.onsager_table",
        ),
    output:
        table="results/tables/paper_comparison.csv",
        page=report(
            "results/tables/paper_comparison.html",
            caption="../report/paper_comparison.rst",
            category="1 Comparison with the paper",
            labels={"table": "Numbers quoted in the text"},
        ),
        robustness="results/tables/form_robustness.csv",
        robustness_page=report(
            "results/tables/form_robustness.html",
            caption="../report/form_robustness.rst",
            category="1 Comparison with the paper",
            labels={"table": "The same with other forms of the laws"},
        ),
    log:
        "results/logs/compare_with_paper.log",
    conda:
        "../../environment.yml"
    params:
        n_resamples=config["macroscopic"]["resamples"],
        seed=config["seed"],
        fit_range=config["fit"]["temperature_range"],
    message:
        "Comparing the numbers of the paper with ours"
    script:
        "../scripts/compare_with_paper.py"
