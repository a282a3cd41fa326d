"""Harmonic chains with conservative noise: exact moments, limits, simulations."""

from thermochain.oscillators.harmonic.study import configuration as harmonic

# tables of simulations
HARMONIC_SIMULATED = ("chains", "forced_chains", "rotor_flips", "rotor_coefficients", "rotor_rings", "bending")
# name of an exact solution -> its tables, and the keys of the section that enter them
HARMONIC_EXACT = {
    "stationary": (["profiles", "limits"], ["flip_rate", "chain", "periodic_force", "sizes"]),
    "currents": (["currents"], ["flip_rate", "chain", "current_sizes"]),
    "evolution": (["evolution"], ["flip_rate", "chain", "evolution"]),
    "rings": (["rings", "ring_errors"], ["flip_rate", "rings"]),
    "diffusivities": (["diffusivities"], ["diffusivities"]),
    "forced": (["forced_profiles", "forced"], ["flip_rate", "chain", "periodic_force", "forced"]),
    "phonons": (["packets", "pulses"], ["phonons"]),
    "known": (["known"], ["flip_rate", "chain", "periodic_force"]),
}
PICTURES["harmonic"] = {
    "profiles": ("Temperature under a force", ["profiles", "chains"]),
    "approach": ("Approach to the limit", ["limits"]),
    "currents": ("Current against length", ["currents"]),
    "evolution": ("Evolution in time and covariances", ["evolution"]),
    "forced": ("Evolution under an oscillating force", ["forced_profiles", "forced", "forced_chains"]),
    "bounds": ("Bounds in time under an oscillating force", ["forced"]),
    "phonons": ("Phonons, ballistic and scattered", ["packets", "pulses"]),
    "rings": ("Rings in time and their limits", ["rings", "ring_errors"]),
    "diffusivities": ("Energy diffusivity against the rate", ["diffusivities"]),
    "rotor_flips": ("Rotors with stretch flips", ["rotor_flips"]),
    "rotor_rings": ("Rotors with stretch flips in time", ["rotor_rings"]),
    "bending": ("Nonlinear bending without noise", ["bending"]),
}
TABLES_BEHIND["harmonic"] = behind(
    "harmonic",
    *(name for tables, _ in HARMONIC_EXACT.values() for name in tables),
    *HARMONIC_SIMULATED,
)
TARGETS += ["results/harmonic/tables/comparison.html"]


for what, (tables, keys) in HARMONIC_EXACT.items():

    rule:
        name:
            f"solve_harmonic_{what}"
        output:
            **behind("harmonic", *tables),
        params:
            module="thermochain.oscillators.harmonic.study.exact_tables",
            what=what,
            section={key: config["harmonic"][key] for key in keys},
        message:
            f"Exact moments of harmonic chains with noise: {what}"
        script:
            "../scripts/make_tables.py"


rule tabulate_harmonic:
    input:
        constant=[run.file for run in harmonic.constant_force_runs(config)],
        periodic=[run.file for run in harmonic.periodic_force_runs(config)],
        forced=[run.file for run in harmonic.forced_evolution_runs(config)],
        rotor_flips=[run.file for run in harmonic.rotor_flips_runs(config)],
        rotor_coefficients=[run.file for run in harmonic.conductivity_runs(config)],
        rotor_rings=[run.file for run in harmonic.rotor_rings_runs(config)],
        bending=[run.file for run in harmonic.bending_runs(config)],
    output:
        **behind("harmonic", *HARMONIC_SIMULATED),
    params:
        module="thermochain.oscillators.harmonic.study.simulated_tables",
    message:
        "Tabulating chains with conservative noise"
    script:
        "../scripts/make_tables.py"


rule compare_harmonic:
    input:
        **behind("harmonic", "profiles", "limits", "currents", "ring_errors", "diffusivities"),
    output:
        **tables_of("harmonic", "comparison"),
        page=page("harmonic", "comparison", "Printed and exact values"),
    params:
        module="thermochain.oscillators.harmonic.study.comparison",
        section={key: config["harmonic"][key] for key in ["flip_rate", "chain", "periodic_force"]},
    message:
        "Comparing harmonic chains with print"
    script:
        "../scripts/make_tables.py"
