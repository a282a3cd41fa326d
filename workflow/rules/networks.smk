"""Networks of oscillators: exact steady states, weak anharmonicity, search for the strongest strange directions."""

from thermochain.oscillators.networks.study import configuration as networks

NETWORKS = "results/networks/figures"
PICTURES["networks"] = {
    "graphs": ("Examples as graphs", ["masses", "springs"]),
    "scan": ("Circulation in Example 2", ["scan", "examples"]),
    "anharmonic": ("Weak anharmonicity", ["anharmonic", "persistence"]),
    "single_springs": ("One quartic spring at a time", ["single_springs"]),
    "free": ("Examples without pinning", ["free_masses", "free_springs"], "graphs"),
    "search": ("The strangest networks found", ["search", "found_masses", "found_springs", "references"]),
}
TABLES_BEHIND["networks"] = behind(
    "networks", *(name for _, tables, *_ in PICTURES["networks"].values() for name in tables)
) | {"examples": table("networks", "examples")}
TARGETS += ["results/networks/tables/examples.html", table("networks", "baths"), table("networks", "free")]


rule solve_networks:
    output:
        **behind("networks", "masses", "springs", "free_masses", "free_springs", "scan", "references"),
        baths=table("networks", "baths"),
        free=table("networks", "free"),
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


rule tabulate_networks_springs:
    input:
        runs=[run.file for run in networks.single_springs_runs(config)],
    output:
        **behind("networks", "single_springs"),
    message:
        "Measuring what one quartic spring at a time does"
    script:
        "../scripts/tabulate_networks_springs.py"


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
