"""Pages for readers: the explorer and, for rotors, the story of the study in ten figures."""

EXPLORER = "results/explorer.html"
TARGETS += [EXPLORER]


def resources(*names):
    """Files from which the pages are assembled."""
    return [named_file(f"workflow/resources/{name}") for name in names]


rule assemble_explorer:
    input:
        measured=MEASURED,
        page=resources("explorer/page.html"),
        style=resources("page.css", "explorer/style.css"),
        script=resources("explorer/physics.js", "explorer/contacts.js", "explorer/chart.js", "explorer/view.js"),
    output:
        shown(EXPLORER, "pages", "explorer", "Explorer: move the baths and the torques"),
    params:
        **OTHER_POTENTIAL,
    message:
        "Assembling the explorer"
    script:
        "../scripts/assemble_explorer.py"


if OF_ROTORS:
    STORY = "results/story.html"
    TARGETS += [STORY]

    STORY_TABLES = {
        "onsager": ONSAGER,
        "comparison": table("macroscopic", "paper_comparison"),
        "claims": table("regimes", "claims"),
        "thermalisation": table("published_protocol", "thermalisation"),
        "limits": table("driven", "limits"),
        "crossings": table("driven", "crossings"),
    }

    # temperature of this run that is nearest to 0.3, the coldest bath of the paper
    STORY_TEMPERATURE = min(BLOCKS, key=lambda T: abs(float(T) - 0.3))

    def figure(subject, name):
        """PNG file of a picture."""
        return f"results/{subject}/figures/{name}.png"

    STORY_FIGURES = {
        "profiles": figure("driven", "profiles"),
        "green_kubo": figure("green_kubo", f"correlations_T{STORY_TEMPERATURE}"),
        "uphill": figure("macroscopic", "published/figure_05"),
        "negative": figure("macroscopic", "published/figure_09"),
        "coefficients": figure("macroscopic", "measured/figure_02"),
        "negative_measured": figure("macroscopic", "measured/figure_09"),
        "regimes": figure("regimes", "maps"),
        "thermalisation": figure("published_protocol", "thermalisation"),
        "verdict": figure("driven", "verdict"),
        "crossing": figure("driven", "torque_sweep"),
    }

    def ring_records(wildcards):
        """Provenance records of all rings; with a wanted precision, of those that the plan names."""
        if PRECISION:
            return [record_of(path) for path in planned_blocks(wildcards)]
        return [record_of(path) for paths in BLOCKS.values() for path in paths]

    rule tell_story:
        input:
            **{f"table_{name}": path for name, path in STORY_TABLES.items()},
            **{f"figure_{name}": path for name, path in STORY_FIGURES.items()},
            rings=ring_records,
            chains=[record_of(path) for blocks in DRIVEN_CHAINS for path in blocks],
            configuration="results/configuration.yaml",
            coefficients=MEASURED,
            prose=resources("story.txt"),
            style=resources("page.css", "story.css"),
        output:
            shown(STORY, "pages", "story", "The story in ten figures"),
        params:
            tables=list(STORY_TABLES),
            figures=list(STORY_FIGURES),
            seed=config["seed"],
        message:
            "Telling the story of the run"
        script:
            "../scripts/tell_story.py"
