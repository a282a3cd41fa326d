# OLD
"""Pages for readers: the explorer, and the story of the study in ten figures."""

STORY = "0 The story, and an explorer"

REPORT_PAGES = ["results/story.html", "results/explorer.html"]

STORY_TABLES = {
    "onsager": "results/green_kubo/tables/onsager.csv",
    "comparison": "results/macroscopic/tables/paper_comparison.csv",
    "claims": "results/regimes/tables/claims.csv",
    "thermalisation": "results/published_protocol/tables/thermalisation.csv",
    "limits": "results/driven/tables/limits.csv",
    "crossings": "results/driven/tables/crossings.csv",
}

# the paper's coldest bath, or the nearest that this run has
STORY_TEMPERATURE = min(BLOCKS, key=lambda T: abs(float(T) - 0.3))

STORY_FIGURES = {
    "profiles": "results/driven/figures/profiles.png",
    "green_kubo": f"results/green_kubo/figures/correlations_T{STORY_TEMPERATURE}.png",
    "uphill": "results/macroscopic/figures/published/figure_05.png",
    "negative": "results/macroscopic/figures/published/figure_09.png",
    "coefficients": "results/macroscopic/figures/measured/figure_02.png",
    "negative_ours": "results/macroscopic/figures/measured/figure_09.png",
    "regimes": "results/regimes/figures/maps.png",
    "thermalisation": "results/published_protocol/figures/thermalisation.png",
    "verdict": "results/driven/figures/verdict.png",
    "crossing": "results/driven/figures/torque_sweep.png",
}


rule explorer:
    input:
        measured="results/coefficients/measured.json",
        page=named_file("workflow/resources/explorer/page.html"),
        style=[
            named_file("workflow/resources/page.css"),
            named_file("workflow/resources/explorer/style.css"),
        ],
        script=[
            named_file("workflow/resources/explorer/physics.js"),
            named_file("workflow/resources/explorer/chart.js"),
            named_file("workflow/resources/explorer/view.js"),
        ],
    output:
        report(
            "results/explorer.html",
            caption="../report/pages/explorer.rst",
            category=STORY,
            labels={"shows": "Explorer: move the baths and the torques"},
        ),
    log:
        "results/logs/explorer.log",
    message:
        "Assembling the explorer"
    script:
        "../scripts/assemble_explorer.py"


rule story:
    input:
        unpack(story_records),
        **{f"table_{name}": path for name, path in STORY_TABLES.items()},
        **{f"figure_{name}": path for name, path in STORY_FIGURES.items()},
        configuration="results/configuration.yaml",
        coefficients="results/coefficients/measured.json",
        prose=named_file("workflow/resources/story.txt"),
        style=[
            named_file("workflow/resources/page.css"),
            named_file("workflow/resources/story.css"),
        ],
    output:
        report(
            "results/story.html",
            caption="../report/pages/story.rst",
            category=STORY,
            labels={"shows": "The story in ten figures"},
        ),
    log:
        "results/logs/story.log",
    params:
        tables=list(STORY_TABLES),
        figures=list(STORY_FIGURES),
        seed=config["seed"],
    message:
        "Telling the story of the run"
    script:
        "../scripts/tell_story.py"
