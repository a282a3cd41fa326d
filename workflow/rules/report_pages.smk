"""Pages for readers: the explorer, and the story of the study in ten figures."""

STORY = "0 The story, and an explorer"

REPORT_PAGES = ["results/explorer.html"]


rule explorer:
    input:
        measured="results/coefficients/measured.json",
        page="workflow/resources/explorer/page.html",
        style=[
            "workflow/resources/page.css",
            "workflow/resources/explorer/style.css",
        ],
        script=[
            "workflow/resources/explorer/physics.js",
            "workflow/resources/explorer/chart.js",
            "workflow/resources/explorer/view.js",
        ],
        code=code("study.explorer_page", "study.files"),
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
