"""Driven chains -> steady states -> limits of infinite chains, comparison with the macroscopic equations -> figures."""

from thermochain.rotors.driven.study.configuration import closure_condition, driven_runs

# the files of the blocks of every chain, by condition and length
DRIVEN_CHAINS = [
    [run.file for run in blocks]
    for sizes in driven_runs(config).values()
    for blocks in sizes.values()
]

DRIVEN_PICTURES = {
    "profiles": "Profiles of temperature and momentum",
    "torque_sweep": "Energy current against the torque: negative response to the temperature",
    "closure": "Profiles of growing chains, and the gap that closes",
    "uphill": "Onset of uphill diffusion",
    "negative_conductivity": "Energy current against the temperature: negative conductivity",
    "local_coefficients": "Coefficients from local gradients",
    "factors": "Factors on the coefficients, extrapolated",
    "local_equilibrium": "Deviations from local equilibrium",
    "verdict": "Verdict: deviations from the macroscopic equations",
}
DRIVEN_SWEEPS = ["torque_sweep", "uphill", "negative_conductivity"]
# the tables behind the figures; two of them serve several
DRIVEN_FRAMES = {
    name: f"results/driven/figures/{name}.csv" for name in DRIVEN_PICTURES
} | {name: table("driven", name) for name in ("gaps", "crossings")}
TARGETS += [table("driven", "limits"), *picture_files("driven", DRIVEN_PICTURES)]


rule measure_driven:
    input:
        blocks=[path for blocks in DRIVEN_CHAINS for path in blocks],
    output:
        states=table("driven", "states"),
        profiles=table("driven", "profiles"),
        local=table("driven", "local"),
    log:
        "results/logs/measure_driven.log",
    params:
        chains=DRIVEN_CHAINS,
    message:
        f"Measuring the steady states of {len(DRIVEN_CHAINS)} chains"
    script:
        "../scripts/measure_driven.py"


rule compare_driven:
    input:
        blocks=[path for blocks in DRIVEN_CHAINS for path in blocks],
        profiles=table("driven", "profiles"),
        measured=MEASURED,
    output:
        bulk=table("driven", "bulk"),
        limits=table("driven", "limits"),
        page=page(
            "driven", "limits", "Verdict: chains against the macroscopic equations"
        ),
        closure=table("driven", "closure"),
        solutions=table("driven", "closure_solutions"),
    log:
        "results/logs/compare_driven.log",
    params:
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
        measured=MEASURED,
        onsager=ONSAGER,
        states=table("driven", "states"),
        profiles=table("driven", "profiles"),
        local=table("driven", "local"),
        bulk=table("driven", "bulk"),
        limits=table("driven", "limits"),
        closure=table("driven", "closure"),
        solutions=table("driven", "closure_solutions"),
    output:
        **DRIVEN_FRAMES,
    log:
        "results/logs/tabulate_driven.log",
    params:
        section=config["driven"],
    message:
        "Tabulating the figures of driven chains"
    script:
        "../scripts/tabulate_driven.py"


rule draw_driven:
    input:
        **DRIVEN_FRAMES,
    output:
        **pictures("driven", DRIVEN_PICTURES),
    log:
        "results/logs/draw_driven.log",
    params:
        pictures={
            name: (f"thermochain.rotors.driven.figures.{name}", [name])
            for name in ("profiles", "local_coefficients", "factors")
            + ("local_equilibrium", "verdict")
        }
        | {
            "closure": (
                "thermochain.rotors.driven.figures.closure",
                ["closure", "gaps"],
            )
        }
        | {
            name: ("thermochain.rotors.driven.figures.sweep", [name, "crossings"])
            for name in DRIVEN_SWEEPS
        },
    message:
        "Drawing the figures of driven chains"
    script:
        "../scripts/draw.py"
