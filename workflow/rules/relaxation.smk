"""Closed chains that come to rest -> distance from the macroscopic equations in time."""

from thermochain.rotors.relaxation.study.configuration import relaxation_runs

PICTURES["relaxation"] = {
    "limit": ("Distance of chains from the equations", ["limit"]),
    "profiles": ("Profiles of a chain and of the equations", ["profiles"]),
    "energies": ("Mechanical energy turning into heat, both sides", ["energies"]),
}
TABLES_BEHIND["relaxation"] = behind("relaxation", *PICTURES["relaxation"])
TARGETS += [table("relaxation", "limits")]


rule compare_relaxation:
    input:
        chains=[run.file for run in relaxation_runs(config)],
        measured=MEASURED,
    output:
        **TABLES_BEHIND["relaxation"],
        limits=table("relaxation", "limits"),
        page=page("relaxation", "limits", "Distance of chains from the equations, table"),
    params:
        **OTHER_POTENTIAL,
        n_cells=config["relaxation"]["n_cells"],
        resamples=config["relaxation"]["resamples"],
        seed=config["seed"],
    message:
        "Comparing closed chains with the macroscopic equations in time"
    script:
        "../scripts/compare_relaxation.py"
