"""Networks of oscillators: exact steady states, weak anharmonicity, search for the strongest strange directions."""

from thermochain.oscillators.networks.study import configuration as networks

NETWORKS = "results/networks/figures"
PICTURES["networks"] = {
    "graphs": ("Examples as graphs", ["masses", "springs"]),
    "scan": ("Circulation in Example 2", ["scan", "examples"]),
    "anharmonic": ("Weak anharmonicity", ["anharmonic", "persistence"]),
    "search": ("The strangest networks found", ["search", "found_masses", "found_springs", "references"]),
}
TABLES_BEHIND["networks"] = behind(
    "networks", *(name for _, tables in PICTURES["networks"].values() for name in tables)
) | {"examples": table("networks", "examples")}
TARGETS += ["results/networks/tables/examples.html"]


rule solve_networks:
    output:
        **behind("networks", "masses", "springs", "scan", "references"),
        examples=table("networks", "examples"),
        page=page("networks", "examples", "Examples, printed and exact"),
    params:
        scan=config["networks"]["scan"],
    message:
        "Solving the examples of oscillator networks"
    script:
        "../scripts/solve_networks.py"


rule tabulate_networks_anharmonic:
    input:
        runs=[run.file for run in networks.anharmonic_runs(config)],
    output:
        fluxes=f"{NETWORKS}/anharmonic.csv",
        persistence=f"{NETWORKS}/persistence.csv",
    message:
        "Measuring how long strange directions last"
    script:
        "../scripts/tabulate_networks_anharmonic.py"


rule tabulate_networks_search:
    input:
        circulation=[run.file for run in networks.circulation_runs(config)],
        pump=[run.file for run in networks.pump_runs(config)],
    output:
        **behind("networks", "search", "found_masses", "found_springs"),
    message:
        "Tabulating the strangest networks found"
    script:
        "../scripts/tabulate_networks_search.py"
