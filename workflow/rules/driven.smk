"""Driven chains -> steady states -> limits of infinite chains, comparison with the macroscopic equations -> figures."""

from thermochain.rotors.driven.study.configuration import closure_condition, driven_runs

# the files of the blocks of every chain, by condition and length
DRIVEN_CHAINS = [[run.file for run in blocks] for sizes in driven_runs(config).values() for blocks in sizes.values()]

PICTURES["driven"] = {
    "profiles": ("Profiles of temperature and momentum", ["profiles"]),
    "torque_sweep": (
        "Energy current against the torque: negative response to the temperature",
        ["torque_sweep", "crossings"],
        "sweep",
    ),
    "closure": ("Profiles of growing chains, and the gap that closes", ["closure", "gaps"]),
    "uphill": ("Onset of uphill diffusion", ["uphill", "crossings"], "sweep"),
    "negative_conductivity": (
        "Energy current against the temperature: negative conductivity",
        ["negative_conductivity", "crossings"],
        "sweep",
    ),
    "maximum": ("Figure 9 on the chain itself: is there a maximum?", ["maximum", "maxima"]),
    "local_coefficients": ("Coefficients from local gradients", ["local_coefficients"]),
    "factors": ("Factors on the coefficients, extrapolated", ["factors"]),
    "local_equilibrium": ("Deviations from local equilibrium", ["local_equilibrium"]),
    "verdict": ("Verdict: deviations from the macroscopic equations", ["verdict"]),
}
# these tables are not named as a figure
TABLES_BEHIND["driven"] = behind("driven", *PICTURES["driven"]) | tables_of("driven", "gaps", "crossings", "maxima")
TARGETS += [table("driven", "limits")]


rule measure_driven:
    input:
        blocks=[path for blocks in DRIVEN_CHAINS for path in blocks],
    output:
        **tables_of("driven", "states", "profiles", "local"),
    params:
        **OTHER_POTENTIAL,
        chains=DRIVEN_CHAINS,
    message:
        f"Measuring the steady states of {len(DRIVEN_CHAINS)} chains"
    script:
        "../scripts/measure_driven.py"


rule compare_driven:
    input:
        **tables_of("driven", "states", "profiles"),
        blocks=[path for blocks in DRIVEN_CHAINS for path in blocks],
        measured=MEASURED,
    output:
        **tables_of("driven", "bulk", "limits", "closure"),
        page=page("driven", "limits", "Verdict: chains against the macroscopic equations"),
        solutions=table("driven", "closure_solutions"),
    params:
        **OTHER_POTENTIAL,
        chains=DRIVEN_CHAINS,
        closure=vars(closure_condition(config["driven"])),
        seed=config["seed"],
        resamples=config["macroscopic"]["resamples"],
    message:
        "Comparing driven chains with the macroscopic equations"
    script:
        "../scripts/compare_driven.py"


rule tabulate_driven:
    input:
        **tables_of("driven", "states", "profiles", "local", "bulk", "limits", "closure"),
        measured=MEASURED,
        onsager=ONSAGER,
        solutions=table("driven", "closure_solutions"),
    output:
        **TABLES_BEHIND["driven"],
    params:
        **OTHER_POTENTIAL,
        section=config["driven"],
    message:
        "Tabulating the figures of driven chains"
    script:
        "../scripts/tabulate_driven.py"
