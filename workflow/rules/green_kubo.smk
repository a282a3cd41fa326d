"""Equilibrium simulations -> correlations -> Onsager coefficients -> transport coefficients."""

from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs

# temperature, as spelled in paths -> its runs, and the files of its blocks
RINGS = {canonical(T): runs for T, runs in green_kubo_runs(config).items()}
BLOCKS = {T: [run.file for run in runs] for T, runs in RINGS.items()}
RUNNING = table("green_kubo", "running_integrals/T{temperature}")
FIT_RANGE = config["green_kubo"]["fit_range"]
# optional section; with it, a checkpoint plans which blocks are used
PRECISION = config["green_kubo"].get("precision")
if PRECISION:

    include: "precision.smk"


CORRELATIONS = {f"correlations_T{T}": f"Correlations, T = {T}" for T in BLOCKS}
LAWS = {
    "fit_residuals": "Points over the laws",
    "activation": "Phase slips at low temperature",
}
TARGETS += [
    table("green_kubo", "fit_comparison"),
    *picture_files("green_kubo", CORRELATIONS | LAWS),
]


rule estimate_onsager:
    input:
        blocks=(
            planned_blocks
            if PRECISION
            else [path for paths in BLOCKS.values() for path in paths]
        ),
    output:
        onsager=ONSAGER,
        page=page("green_kubo", "onsager", "Onsager coefficients with errors"),
        running=expand(RUNNING, temperature=BLOCKS),
    params:
        blocks=paths_by_temperature if PRECISION else BLOCKS,
    message:
        f"Estimating the Onsager coefficients at {len(BLOCKS)} temperatures"
    script:
        "../scripts/estimate_onsager.py"


rule fit_coefficients:
    input:
        onsager=ONSAGER,
    output:
        measured=MEASURED,
        fitted=FITTED,
        comparison=table("green_kubo", "fit_comparison"),
        page=page("green_kubo", "fit_comparison", "Parameters of the fits (A.2)"),
    params:
        fit_range=FIT_RANGE,
    message:
        "Fitting the transport coefficients"
    script:
        "../scripts/fit_coefficients.py"


rule compare_fit_forms:
    input:
        onsager=ONSAGER,
    output:
        forms=table("green_kubo", "fit_forms"),
        forms_page=page("green_kubo", "fit_forms", "Forms of the laws compared"),
        activation=table("green_kubo", "activation"),
        activation_page=page(
            "green_kubo", "activation", "Barrier at low temperature", "barrier"
        ),
    params:
        fit_range=FIT_RANGE,
    message:
        "Comparing forms of the laws"
    script:
        "../scripts/compare_fit_forms.py"


rule draw_correlations:
    input:
        onsager=ONSAGER,
        running=expand(RUNNING, temperature=BLOCKS),
    output:
        **pictures("green_kubo", CORRELATIONS, caption="correlations"),
    params:
        names=list(CORRELATIONS),
    message:
        "Drawing correlations and running integrals"
    script:
        "../scripts/draw_correlations.py"


rule draw_laws:
    input:
        onsager=ONSAGER,
        measured=MEASURED,
        fitted=FITTED,
        activation=table("green_kubo", "activation"),
    output:
        **pictures("green_kubo", LAWS),
        residuals="results/green_kubo/figures/fit_residuals.csv",
        transmission="results/green_kubo/figures/activation.csv",
    message:
        "Drawing the points over the laws"
    script:
        "../scripts/draw_laws.py"
