"""Rule tell_story: tables, figures and records of this run -> one HTML file."""

from pathlib import Path

from thermochain.overview.pages.story import told
from thermochain.overview.pages.story_evidence import Evidence
from thermochain.overview.pages.story_page import story_page
from thermochain.overview.pages.story_provenance import origin
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    tables = {name: snakemake.input[f"table_{name}"] for name in snakemake.params.tables}
    figures = {name: snakemake.input[f"figure_{name}"] for name in snakemake.params.figures}
    made_from = origin(
        Path(snakemake.input.configuration).read_text(encoding="utf-8"),
        snakemake.params.seed,
        {"Equilibrium rings": snakemake.input.rings, "Driven chains": snakemake.input.chains},
        [*tables.values(), snakemake.input.coefficients, *figures.values()],
    )
    prose, style = (
        "\n".join(Path(path).read_text(encoding="utf-8") for path in paths)
        for paths in (snakemake.input.prose, snakemake.input.style)
    )
    evidence = Evidence.read(tables)
    story = told(prose, evidence)
    logger.info("%d sections from %d tables", len(story.sections), len(tables))
    save_text(snakemake.output[0], story_page(story, evidence.comparison, figures, made_from, style))
