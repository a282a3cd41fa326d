"""Equilibrium simulations -> correlations -> Onsager coefficients -> transport coefficients."""

from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs

# temperature, as spelled in paths -> its runs, and the files of its blocks
RINGS = {canonical(T): runs for T, runs in green_kubo_runs(config).items()}
BLOCKS = {T: [run.file for run in runs] for T, runs in RINGS.items()}
RUNNING = table("green_kubo", "running_integrals/T{temperature}")
# optional section; with it, a checkpoint plans which blocks are used
PRECISION = config["green_kubo"].get("precision")
if PRECISION:

    include: "precision.smk"


PICTURES["green_kubo"] = {
    f"correlations_T{T}": (f"Correlations, T = {T}", [f"running_T{T}", "onsager"], "correlations") for T in BLOCKS
}
TABLES_BEHIND["green_kubo"] = {f"running_T{T}": RUNNING.format(temperature=T) for T in BLOCKS} | {"onsager": ONSAGER}
if OF_ROTORS:
    FIT_RANGE = config["green_kubo"]["fit_range"]
    PICTURES["green_kubo"] |= {
        "fit_residuals": ("Points over the laws", ["fit_residuals"]),
        "exponents": ("Local exponents of the coefficients", ["time_exponents", "temperature_exponents"]),
        "activation": ("Phase slips at low temperature", ["transmission", "activation"]),
    }
    TABLES_BEHIND["green_kubo"] |= {
        **behind("green_kubo", "fit_residuals", "transmission", "temperature_exponents"),
        **tables_of("green_kubo", "activation", "time_exponents"),
    }
    TARGETS += [table("green_kubo", "fit_comparison")]


rule estimate_onsager:
    input:
        blocks=(planned_blocks if PRECISION else [path for paths in BLOCKS.values() for path in paths]),
    output:
        **tables_of("green_kubo", "onsager", "tail_amplitudes", "time_exponents"),
        page=page("green_kubo", "onsager", "Onsager coefficients with errors"),
        running=expand(RUNNING, temperature=BLOCKS),
    params:
        **OTHER_POTENTIAL,
        blocks=paths_by_temperature if PRECISION else BLOCKS,
    message:
        f"Estimating the Onsager coefficients at {len(BLOCKS)} temperatures"
    script:
        "../scripts/estimate_onsager.py"


if OF_ROTORS:

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

    rule differentiate_coefficients:
        input:
            onsager=ONSAGER,
        output:
            **behind("green_kubo", "temperature_exponents"),
        message:
            "Differentiating the coefficients"
        script:
            "../scripts/differentiate_coefficients.py"

    rule compare_fit_forms:
        input:
            onsager=ONSAGER,
            measured=MEASURED,
            fitted=FITTED,
        output:
            forms=table("green_kubo", "fit_forms"),
            forms_page=page("green_kubo", "fit_forms", "Forms of the laws compared"),
            residuals=TABLES_BEHIND["green_kubo"]["fit_residuals"],
            transmission=TABLES_BEHIND["green_kubo"]["transmission"],
            activation=table("green_kubo", "activation"),
            activation_page=page("green_kubo", "activation", "Barrier at low temperature", "barrier"),
        params:
            fit_range=FIT_RANGE,
        message:
            "Comparing forms of the laws"
        script:
            "../scripts/compare_fit_forms.py"

elif POTENTIAL.is_even:

    rule fit_laws:
        input:
            onsager=ONSAGER,
        output:
            measured=MEASURED,
        message:
            "Fitting the transport coefficients"
        script:
            "../scripts/fit_laws.py"
