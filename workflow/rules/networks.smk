"""Networks of oscillators: exact steady states, weak anharmonicity, search for the strongest strange directions."""

from thermochain.oscillators.networks.study import configuration as networks

PICTURES["networks"] = {
    "graphs": ("Examples as graphs", ["masses", "springs"]),
    "scan": ("Circulation in Example 2", ["scan", "examples"]),
    "anharmonic": ("Weak anharmonicity", ["anharmonic", "persistence"]),
    "single_springs": ("One quartic spring at a time", ["single_springs"]),
    "free": ("Examples without pinning", ["free_masses", "free_springs"], "graphs"),
    "search": ("The strangest networks found", ["search", "found_masses", "found_springs", "references"]),
}
TABLES_BEHIND["networks"] = behind("networks") | tables_of("networks", "examples")
TARGETS += ["results/networks/tables/examples.html", table("networks", "baths"), table("networks", "free")]


rule solve_networks:
    output:
        **behind("networks", "masses", "springs", "free_masses", "free_springs", "scan", "references"),
        **tables_of("networks", "baths", "free", "examples"),
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
        **behind("networks", "anharmonic", "persistence"),
    params:
        module="thermochain.oscillators.networks.study.anharmonic_tables",
    message:
        "Measuring how long strange directions last"
    script:
        "../scripts/make_tables.py"


rule tabulate_networks_springs:
    input:
        runs=[run.file for run in networks.single_springs_runs(config)],
    output:
        **behind("networks", "single_springs"),
    params:
        module="thermochain.oscillators.networks.study.single_spring_tables",
    message:
        "Measuring what one quartic spring at a time does"
    script:
        "../scripts/make_tables.py"


rule tabulate_networks_search:
    input:
        circulation=[run.file for run in networks.circulation_runs(config)],
        pump=[run.file for run in networks.pump_runs(config)],
    output:
        **behind("networks", "search", "found_masses", "found_springs"),
    params:
        module="thermochain.oscillators.networks.study.search_tables",
    message:
        "Tabulating the strangest networks found"
    script:
        "../scripts/make_tables.py"
