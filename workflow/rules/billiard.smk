# OLD
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
    "results/billiard/tables/verdict.html",
    *[
        f"results/billiard/figures/{name}.{kind}"
        for name in BILLIARD_FIGURES
        for kind in ("png", "pdf")
    ],
]


wildcard_constraints:
    part="collisions|waiting|chain",


rule simulate_billiard:
    output:
        records="results/billiard/runs/{part}.npz",
        provenance="results/billiard/runs/{part}.json",
    log:
        "results/logs/simulate_billiard/{part}.log",
    cache: SHARED
    priority: 5
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
        collisions="results/billiard/runs/collisions.npz",
        waiting="results/billiard/runs/waiting.npz",
        chain="results/billiard/runs/chain.npz",
    output:
        frequency="results/billiard/tables/frequency.csv",
        laws="results/billiard/tables/laws.csv",
        histograms="results/billiard/tables/histograms.csv",
        memory="results/billiard/tables/memory.csv",
        waiting="results/billiard/tables/waiting.csv",
        chain="results/billiard/tables/chain.csv",
        walls="results/billiard/tables/walls.csv",
        disks="results/billiard/tables/disks.csv",
        page=report(
            "results/billiard/tables/verdict.html",
            caption="../report/billiard/verdict.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: verdict on Section 2.1"},
        ),
    log:
        "results/logs/measure_billiard.log",
    params:
        section=config["billiard"],
        seed=config["seed"],
    message:
        "Measuring collisions through the hole of the billiard"
    script:
        "../scripts/measure_billiard.py"


rule draw_billiard:
    input:
        frequency="results/billiard/tables/frequency.csv",
        histograms="results/billiard/tables/histograms.csv",
        memory="results/billiard/tables/memory.csv",
        waiting="results/billiard/tables/waiting.csv",
        walls="results/billiard/tables/walls.csv",
        disks="results/billiard/tables/disks.csv",
    output:
        figure_2_png=report(
            "results/billiard/figures/figure_2.png",
            caption="../report/billiard/figure_2.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: Figure 2 of Li"},
        ),
        waiting_png=report(
            "results/billiard/figures/waiting.png",
            caption="../report/billiard/waiting.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: waiting times"},
        ),
        share_png=report(
            "results/billiard/figures/share.png",
            caption="../report/billiard/share.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: share of a colliding disk"},
        ),
        redistribution_png=report(
            "results/billiard/figures/redistribution.png",
            caption="../report/billiard/redistribution.rst",
            category="12 Energy exchange",
            labels={"shows": "Billiard: redistribution of energy"},
        ),
        figure_2_pdf="results/billiard/figures/figure_2.pdf",
        waiting_pdf="results/billiard/figures/waiting.pdf",
        share_pdf="results/billiard/figures/share.pdf",
        redistribution_pdf="results/billiard/figures/redistribution.pdf",
    log:
        "results/logs/draw_billiard.log",
    message:
        "Drawing the billiard"
    script:
        "../scripts/draw_billiard.py"
