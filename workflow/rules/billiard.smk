"""The billiard: collisions -> tables -> Figure 2 of Li and goodness of fit of the three statements of Section 2.1."""

BILLIARD_PARTS = ["collisions", "waiting", "chain"]
BILLIARD_FIGURES = ["figure_2", "waiting", "share", "redistribution"]
# what each part depends on, besides seed and table
BILLIARD_KEYS = {
    "collisions": ["table", "n_particles", "n_exchanges", "batches", "laws"],
    "waiting": ["table", "waiting"],
    "chain": ["table", "batches", "chain"],
}

BILLIARD_TARGETS = [
    "results/tables/billiard.html",
    *[
        f"results/figures/exchange/billiard_{name}.{kind}"
        for name in BILLIARD_FIGURES
        for kind in ("png", "pdf")
    ],
]


wildcard_constraints:
    part="collisions|waiting|chain",


rule simulate_billiard:
    input:
        code=code("study.billiard.simulation"),
    output:
        records="results/billiard/{part}.npz",
        provenance="results/billiard/{part}.json",
    log:
        "results/logs/simulate_billiard/{part}.log",
    cache: SHARED
    priority: 5
    conda:
        "../../environment.yml"
    resources:
        mem_mb=1000,
    params:
        run=spelled,
        section=lambda wildcards: {
            key: config["billiard"][key] for key in BILLIARD_KEYS[wildcards.part]
        },
        seed=config["seed"],
    message:
        "Colliding disks of the billiard: {wildcards.part}"
    script:
        "../scripts/simulate_billiard.py"


rule measure_billiard:
    input:
        collisions="results/billiard/collisions.npz",
        waiting="results/billiard/waiting.npz",
        chain="results/billiard/chain.npz",
        code=code(
            "study.billiard.tables", "study.billiard.geometry", "study.disk.tables"
        ),
    output:
        frequency="results/tables/billiard_frequency.csv",
        laws="results/tables/billiard_laws.csv",
        histograms="results/tables/billiard_histograms.csv",
        memory="results/tables/billiard_memory.csv",
        waiting="results/tables/billiard_waiting.csv",
        chain="results/tables/billiard_chain.csv",
        walls="results/tables/billiard_walls.csv",
        disks="results/tables/billiard_disks.csv",
        page=report(
            "results/tables/billiard.html",
            caption="../report/billiard.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: verdict on Section 2.1"},
        ),
    log:
        "results/logs/measure_billiard.log",
    conda:
        "../../environment.yml"
    params:
        section=config["billiard"],
        seed=config["seed"],
    message:
        "Measuring collisions through the hole of the billiard"
    script:
        "../scripts/measure_billiard.py"


rule draw_billiard:
    input:
        frequency="results/tables/billiard_frequency.csv",
        histograms="results/tables/billiard_histograms.csv",
        memory="results/tables/billiard_memory.csv",
        waiting="results/tables/billiard_waiting.csv",
        walls="results/tables/billiard_walls.csv",
        disks="results/tables/billiard_disks.csv",
        code=code(
            "figures.billiard_table",
            "figures.billiard_shares",
            "figures.billiard_waiting",
            "study.disk.tables",
            "study.disk.figure_files",
            "study.billiard.geometry",
            "study.billiard.tables",
        ),
    output:
        figure_2_png=report(
            "results/figures/exchange/billiard_figure_2.png",
            caption="../report/billiard_figure_2.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: Figure 2 of Li"},
        ),
        waiting_png=report(
            "results/figures/exchange/billiard_waiting.png",
            caption="../report/billiard_waiting.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: waiting times"},
        ),
        share_png=report(
            "results/figures/exchange/billiard_share.png",
            caption="../report/billiard_share.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: share of a colliding disk"},
        ),
        redistribution_png=report(
            "results/figures/exchange/billiard_redistribution.png",
            caption="../report/billiard_redistribution.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: redistribution of energy"},
        ),
        figure_2_pdf="results/figures/exchange/billiard_figure_2.pdf",
        waiting_pdf="results/figures/exchange/billiard_waiting.pdf",
        share_pdf="results/figures/exchange/billiard_share.pdf",
        redistribution_pdf="results/figures/exchange/billiard_redistribution.pdf",
    log:
        "results/logs/draw_billiard.log",
    conda:
        "../../environment.yml"
    message:
        "Drawing the billiard"
    script:
        "../scripts/draw_billiard.py"
