# OLD
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
    "results/macroscopic/tables/paper_comparison.csv",
    "results/macroscopic/tables/form_robustness.csv",
    *expand(
        "results/macroscopic/figures/{coefficients}/figure_{number:02d}.{suffix}",
        study=["ios", "ours"],
        number=range(1, 14),
        suffix=["png", "pdf"],
    ),
]


rule figure_02:
    input:
        unpack(onsager_inputs),
    output:
        table="results/macroscopic/figures/{coefficients}/figure_02.csv",
        png=report(
            "results/macroscopic/figures/{coefficients}/figure_02.png",
            caption="../report/macroscopic/figure_02.rst",
            category=category,
            labels={"figure": "02", "shows": "Onsager coefficients"},
        ),
        pdf="results/macroscopic/figures/{coefficients}/figure_02.pdf",
    log:
        "results/logs/figures/{study}/figure_02.log",
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
        output:
            table=f"results/macroscopic/figures/{{coefficients}}/figure_{number:02d}.csv",
            png=report(
                f"results/macroscopic/figures/{{coefficients}}/figure_{number:02d}.png",
                caption=f"../report/figure_{number:02d}.rst",
                category=category,
                labels={"figure": f"{number:02d}", "shows": title},
            ),
            pdf=f"results/macroscopic/figures/{{coefficients}}/figure_{number:02d}.pdf",
        log:
            f"results/logs/figures/{{study}}/figure_{number:02d}.log",
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
        onsager="results/green_kubo/tables/onsager.csv",
    output:
        table="results/macroscopic/tables/paper_comparison.csv",
        page=report(
            "results/macroscopic/tables/paper_comparison.html",
            caption="../report/macroscopic/paper_comparison.rst",
            category="1 Comparison with the paper",
            labels={"table": "Numbers quoted in the text"},
        ),
        robustness="results/macroscopic/tables/form_robustness.csv",
        robustness_page=report(
            "results/macroscopic/tables/form_robustness.html",
            caption="../report/macroscopic/form_robustness.rst",
            category="1 Comparison with the paper",
            labels={"table": "The same with other forms of the laws"},
        ),
    log:
        "results/logs/compare_with_paper.log",
    params:
        n_resamples=config["macroscopic"]["resamples"],
        seed=config["seed"],
        fit_range=config["fit"]["temperature_range"],
    message:
        "Comparing the numbers of the paper with ours"
    script:
        "../scripts/compare_with_paper.py"
