"""Networks of oscillators: exact steady states, weak anharmonicity, search for the strangest ones."""

ANHARMONIC_PATHS = [
    f"results/networks/{run.path}.npz" for run in anharmonic_runs(config)
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
    "results/figures/networks/examples.html",
    *expand(
        "results/figures/networks/{picture}.{suffix}",
        picture=NETWORK_PICTURES,
        suffix=["png", "pdf"],
    ),
]


rule solve_networks:
    input:
        code=code("study.networks.tables", "study.disk.tables"),
    output:
        examples="results/figures/networks/examples.csv",
        masses="results/figures/networks/masses.csv",
        springs="results/figures/networks/springs.csv",
        scan="results/figures/networks/scan.csv",
        page=report(
            "results/figures/networks/examples.html",
            caption="../report/network_examples.rst",
            category="11 Oscillator networks",
            labels={"shows": "Examples, printed and ours"},
        ),
    log:
        "results/logs/solve_networks.log",
    conda:
        "../../environment.yml"
    params:
        scan=config["networks"]["scan"],
    message:
        "Solving the examples of oscillator networks"
    script:
        "../scripts/solve_networks.py"


rule simulate_anharmonic:
    input:
        code=code("study.networks.anharmonic", "study.networks.storage"),
    output:
        averages=f"results/networks/{AnharmonicRun.PATTERN}.npz",
        provenance=f"results/networks/{AnharmonicRun.PATTERN}.json",
    log:
        f"results/logs/simulate_anharmonic/{AnharmonicRun.PATTERN}.log",
    wildcard_constraints:
        example=r"[1-4]",
        largest_strength=r"[0-9.]+",
        n_strengths=r"[0-9]+",
    cache: SHARED
    priority: 10
    conda:
        "../../environment.yml"
    params:
        run=spelled,
    message:
        "Simulating Example {wildcards.example} with quartic springs up to {wildcards.largest_strength}"
    script:
        "../scripts/simulate_anharmonic.py"


rule measure_anharmonic:
    input:
        runs=ANHARMONIC_PATHS,
        code=code(
            "study.networks.anharmonic", "study.networks.storage", "study.disk.tables"
        ),
    output:
        anharmonic="results/figures/networks/anharmonic.csv",
        persistence="results/figures/networks/persistence.csv",
    log:
        "results/logs/measure_anharmonic.log",
    conda:
        "../../environment.yml"
    message:
        "Measuring how long strange directions last"
    script:
        "../scripts/measure_anharmonic.py"


rule search_networks:
    input:
        code=code("study.networks.search", "study.networks.tables", "study.disk.tables"),
    output:
        search="results/figures/networks/search.csv",
        masses="results/figures/networks/found_masses.csv",
        springs="results/figures/networks/found_springs.csv",
        references="results/figures/networks/references.csv",
    log:
        "results/logs/search_networks.log",
    cache: SHARED
    conda:
        "../../environment.yml"
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
            f"results/figures/networks/{table}.csv"
            for _, tables in NETWORK_PICTURES.values()
            for table in tables
        ],
        code=code(
            "study.disk.figure_files",
            "study.networks.kinds",
            "study.disk.tables",
            *(f"figures.{picture}" for picture in NETWORK_PICTURES),
        ),
    output:
        *(
            report(
                f"results/figures/networks/{picture}.png",
                caption=f"../report/{picture}.rst",
                category="11 Oscillator networks",
                labels={"shows": title},
            )
            for picture, (title, _) in NETWORK_PICTURES.items()
        ),
        *(f"results/figures/networks/{picture}.pdf" for picture in NETWORK_PICTURES),
    log:
        "results/logs/draw_networks.log",
    conda:
        "../../environment.yml"
    params:
        pictures={picture: tables for picture, (_, tables) in NETWORK_PICTURES.items()},
    message:
        "Drawing the oscillator networks"
    script:
        "../scripts/draw_networks.py"
