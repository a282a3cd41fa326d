# OLD
"""Networks of oscillators: exact steady states, weak anharmonicity, search for the strangest ones."""

ANHARMONIC_PATHS = [
    f"results/networks/runs/{run.path}.npz" for run in anharmonic_runs(config)
]

NETWORK_PICTURES = {
    "network_graphs": ("Examples as graphs", ["masses", "springs"]),
    "network_scan": ("Circulation in Example 2", ["scan", "examples"]),
    "network_anharmonic": ("Weak anharmonicity", ["anharmonic", "persistence"]),
    "network_search": (
        "The strangest networks found",
        ["search", "found_masses", "found_springs", "references"],
    ),
}

NETWORKS_TARGETS = [
    "results/networks/figures/examples.html",
    *expand(
        "results/networks/figures/{picture}.{suffix}",
        picture=NETWORK_PICTURES,
        suffix=["png", "pdf"],
    ),
]


rule solve_networks:
    output:
        examples="results/networks/figures/examples.csv",
        masses="results/networks/figures/masses.csv",
        springs="results/networks/figures/springs.csv",
        scan="results/networks/figures/scan.csv",
        page=report(
            "results/networks/figures/examples.html",
            caption="../report/networks/examples.rst",
            category="11 Oscillator networks",
            labels={"shows": "Examples, printed and ours"},
        ),
    log:
        "results/logs/solve_networks.log",
    params:
        scan=config["networks"]["scan"],
    message:
        "Solving the examples of oscillator networks"
    script:
        "../scripts/solve_networks.py"


rule simulate_anharmonic:
    output:
        averages=f"results/networks/runs/{AnharmonicRun.PATTERN}.npz",
        provenance=f"results/networks/runs/{AnharmonicRun.PATTERN}.json",
    log:
        f"results/logs/simulate_anharmonic/{AnharmonicRun.PATTERN}.log",
    wildcard_constraints:
        example=r"[1-4]",
        largest_strength=r"[0-9.]+",
        n_strengths=r"[0-9]+",
    cache: SHARED
    priority: 10
    params:
        run=spelled,
    message:
        "Simulating Example {wildcards.example} with quartic springs up to {wildcards.largest_strength}"
    script:
        "../scripts/simulate_anharmonic.py"


rule measure_anharmonic:
    input:
        runs=ANHARMONIC_PATHS,
    output:
        anharmonic="results/networks/figures/anharmonic.csv",
        persistence="results/networks/figures/persistence.csv",
    log:
        "results/logs/measure_anharmonic.log",
    message:
        "Measuring how long strange directions last"
    script:
        "../scripts/measure_anharmonic.py"


rule search_networks:
    output:
        search="results/networks/figures/search.csv",
        masses="results/networks/figures/found_masses.csv",
        springs="results/networks/figures/found_springs.csv",
        references="results/networks/figures/references.csv",
    log:
        "results/logs/search_networks.log",
    cache: SHARED
    params:
        section=config["networks"]["search"],
        seed=config["seed"],
    message:
        "Searching for the strangest networks"
    script:
        "../scripts/search_networks.py"


rule draw_networks:
    input:
        tables=[
            f"results/networks/figures/{table}.csv"
            for _, tables in NETWORK_PICTURES.values()
            for table in tables
        ],
    output:
        *(
            report(
                f"results/networks/figures/{picture}.png",
                caption=f"../report/{picture}.rst",
                category="11 Oscillator networks",
                labels={"shows": title},
            )
            for picture, (title, _) in NETWORK_PICTURES.items()
        ),
        *(f"results/networks/figures/{picture}.pdf" for picture in NETWORK_PICTURES),
    log:
        "results/logs/draw_networks.log",
    params:
        pictures={picture: tables for picture, (_, tables) in NETWORK_PICTURES.items()},
    message:
        "Drawing the oscillator networks"
    script:
        "../scripts/draw_networks.py"
