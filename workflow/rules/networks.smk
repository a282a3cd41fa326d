"""Networks of oscillators: exact steady states, weak anharmonicity, search for the strangest ones."""

from thermochain.oscillators.networks.study import configuration as networks

NETWORKS = "results/networks/figures"
NETWORK_PICTURES = {
    "graphs": (["masses", "springs"], "Examples as graphs"),
    "scan": (["scan", "examples"], "Circulation in Example 2"),
    "anharmonic": (["anharmonic", "persistence"], "Weak anharmonicity"),
    "search": (
        ["search", "found_masses", "found_springs", "references"],
        "The strangest networks found",
    ),
}
NETWORK_TITLES = {name: title for name, (_, title) in NETWORK_PICTURES.items()}
TARGETS += [
    "results/networks/tables/examples.html",
    *picture_files("networks", NETWORK_TITLES),
]


rule solve_networks:
    output:
        **{
            name: f"{NETWORKS}/{name}.csv"
            for name in ["masses", "springs", "scan", "references"]
        },
        examples=table("networks", "examples"),
        page=page("networks", "examples", "Examples, printed and exact"),
    log:
        "results/logs/solve_networks.log",
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
    log:
        "results/logs/tabulate_networks_anharmonic.log",
    message:
        "Measuring how long strange directions last"
    script:
        "../scripts/tabulate_networks_anharmonic.py"


rule tabulate_networks_search:
    input:
        circulation=[run.file for run in networks.circulation_runs(config)],
        pump=[run.file for run in networks.pump_runs(config)],
    output:
        **{
            name: f"{NETWORKS}/{name}.csv"
            for name in ["search", "found_masses", "found_springs"]
        },
    log:
        "results/logs/tabulate_networks_search.log",
    message:
        "Tabulating the strangest networks found"
    script:
        "../scripts/tabulate_networks_search.py"


rule draw_networks:
    input:
        **{
            name: f"{NETWORKS}/{name}.csv"
            for names, _ in NETWORK_PICTURES.values()
            for name in names
            if name != "examples"
        },
        examples=table("networks", "examples"),
    output:
        **pictures("networks", NETWORK_TITLES),
    log:
        "results/logs/draw_networks.log",
    params:
        pictures={
            name: (f"thermochain.oscillators.networks.figures.{name}", tables)
            for name, (tables, _) in NETWORK_PICTURES.items()
        },
    message:
        "Drawing the oscillator networks"
    script:
        "../scripts/draw.py"
