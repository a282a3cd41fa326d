"""Pages for readers: the explorer, and the story of the study in ten figures."""

STORY = "0 The story, and an explorer"

REPORT_PAGES = ["results/story.html", "results/explorer.html"]

STORY_TABLES = {
    "onsager": "results/tables/onsager.csv",
    "comparison": "results/tables/paper_comparison.csv",
    "claims": "results/tables/regime_claims.csv",
    "thermalisation": "results/tables/thermalisation.csv",
    "limits": "results/tables/ness_limits.csv",
    "crossings": "results/tables/ness_crossings.csv",
}

# the paper's coldest bath, or the nearest that this run has
STORY_TEMPERATURE = min(BLOCKS, key=lambda T: abs(float(T) - 0.3))

STORY_FIGURES = {
    "profiles": "results/figures/ness/profiles.png",
    "green_kubo": f"results/figures/ours/green_kubo_T{STORY_TEMPERATURE}.png",
    "uphill": "results/figures/ios/figure_05.png",
    "negative": "results/figures/ios/figure_09.png",
    "coefficients": "results/figures/ours/figure_02.png",
    "negative_ours": "results/figures/ours/figure_09.png",
    "regimes": "results/figures/macroscopic/regime_maps.png",
    "thermalisation": "results/figures/ours/thermalisation.png",
    "verdict": "results/figures/ness/verdict.png",
    "crossing": "results/figures/ness/torque_sweep.png",
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
        code=code("study.report.explorer_page", "study.disk.files"),
    output:
        report(
            "results/explorer.html",
            caption="../report/explorer.rst",
            category=STORY,
            labels={"shows": "Explorer: move the baths and the torques"},
        ),
    log:
        "results/logs/explorer.log",
    conda:
        "../../environment.yml"
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
        code=code(
            "study.report.story_page",
            "study.report.story_evidence",
            "study.disk.files",
        ),
    output:
        report(
            "results/story.html",
            caption="../report/story.rst",
            category=STORY,
            labels={"shows": "The story in ten figures"},
        ),
    log:
        "results/logs/story.log",
    conda:
        "../../environment.yml"
    params:
        tables=list(STORY_TABLES),
        figures=list(STORY_FIGURES),
        seed=config["seed"],
    message:
        "Telling the story of the run"
    script:
        "../scripts/tell_story.py"
