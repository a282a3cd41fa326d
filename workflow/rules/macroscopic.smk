"""Stationary states of the macroscopic equations: Figures 1-13 with both sets of coefficients, and the comparison."""

# Number of a figure -> the module that draws it, and its title.
PAPER_FIGURES = {
    1: ("figure_01", "symmetry of the profiles"),
    2: ("figure_02", "Onsager coefficients"),
    3: ("profiles", "profiles under one forcing"),
    4: ("current_maps", "current over p_right and T_left, p_left = 0"),
    5: ("profiles", "profiles at the onset of uphill diffusion"),
    6: ("current_maps", "current over p_right and T_left, p_left = -1"),
    7: ("current_maps", "current over p_right and T_right"),
    8: ("current_maps", "current over both temperatures"),
    9: ("current_curves", "current against T_right"),
    10: ("profiles", "profiles, T_right varied"),
    11: ("figure_11", "cold end of the profiles"),
    12: ("current_curves", "current against T_left"),
    13: ("profiles", "profiles, T_left varied"),
}
PAPER_NAMES = {number: f"figure_{number:02d}" for number in PAPER_FIGURES}
PAPER_FOLDER = "results/macroscopic/figures/{coefficients}/"
PAPER_TABLES = {name: f"{PAPER_FOLDER}{name}.csv" for name in PAPER_NAMES.values()}
TARGETS += expand(
    f"{PAPER_FOLDER}{{name}}.{{suffix}}",
    coefficients=["published", "measured"] if OF_ROTORS else ["measured"],
    name=PAPER_TABLES,
    suffix=["png", "pdf"],
)
if OF_ROTORS:
    TARGETS += [table("macroscopic", "paper_comparison"), table("macroscopic", "form_robustness")]


def coefficients_shown(wildcards):
    """Files behind the figures of one set of coefficients: none for the published set."""
    if wildcards.coefficients == "published":
        return {}
    measured = {"measured": MEASURED, "onsager": ONSAGER}
    of_rotors = {"fitted": FITTED, "phase_slips": table("phase_slips", "phase_slips")}
    return measured | of_rotors if OF_ROTORS else measured


def paper_picture(number):
    """Picture of one figure for the report, in the section of its coefficients."""
    return report(
        f"{PAPER_FOLDER}{PAPER_NAMES[number]}.png",
        caption=f"../report/macroscopic/{PAPER_NAMES[number]}.rst",
        category=lambda wildcards: CATEGORIES[wildcards.coefficients],
        labels={"figure": f"{number:02d}", "shows": PAPER_FIGURES[number][1]},
    )


rule tabulate_macroscopic:
    input:
        unpack(coefficients_shown),
    output:
        **PAPER_TABLES,
    log:
        "results/logs/tabulate_macroscopic/{coefficients}.log",
    # before simulations: with the published coefficients these figures are there within a minute
    priority: 20
    params:
        **OTHER_POTENTIAL,
        profile_points=config["macroscopic"]["profile_points"],
        map_points=config["macroscopic"]["map_points"],
        fit_range=config["green_kubo"]["fit_range"],
    message:
        "Solving the states of the paper's figures with {wildcards.coefficients} coefficients"
    script:
        "../scripts/tabulate_macroscopic.py"


rule draw_macroscopic:
    input:
        **PAPER_TABLES,
    output:
        **{f"{name}_png": paper_picture(n) for n, name in PAPER_NAMES.items()},
        **{f"{name}_pdf": f"{PAPER_FOLDER}{name}.pdf" for name in PAPER_TABLES},
    log:
        "results/logs/draw_macroscopic/{coefficients}.log",
    priority: 20
    params:
        pictures={
            PAPER_NAMES[number]: (f"thermochain.rotors.macroscopic.figures.{home}", [PAPER_NAMES[number]])
            for number, (home, _) in PAPER_FIGURES.items()
        },
    message:
        "Drawing the paper's figures with {wildcards.coefficients} coefficients"
    script:
        "../scripts/draw.py"


if OF_ROTORS:

    rule compare_with_paper:
        input:
            measured=MEASURED,
            onsager=ONSAGER,
        output:
            table=table("macroscopic", "paper_comparison"),
            page=page("macroscopic", "paper_comparison", "Numbers quoted in the text"),
            robustness=table("macroscopic", "form_robustness"),
            robustness_page=page("macroscopic", "form_robustness", "The same numbers with other forms of the laws"),
        params:
            n_resamples=config["macroscopic"]["resamples"],
            seed=config["seed"],
            fit_range=config["green_kubo"]["fit_range"],
        message:
            "Comparing the numbers that the paper quotes"
        script:
            "../scripts/compare_with_paper.py"
