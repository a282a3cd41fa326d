# OLD
"""Evolution in time of the macroscopic equations: one chain that begins to be driven, one that comes to rest."""

PICTURES = {
    "evolution_profiles": ("profiles", "Profiles in time"),
    "entropy_production": ("series", "Entropy produced and given to the baths"),
    "mechanical_energy": ("series", "Mechanical energy turning into heat"),
}

EVOLUTION_TARGETS = [
    "results/evolution/figures/film.gif",
    *expand(
        "results/figures/macroscopic/{picture}.{suffix}",
        picture=PICTURES,
        suffix=["png", "pdf"],
    ),
]


rule solve_evolution:
    input:
        measured="results/coefficients/measured.json",
    output:
        profiles="results/evolution/figures/profiles.csv",
        series="results/evolution/figures/series.csv",
    log:
        "results/logs/solve_evolution.log",
    params:
        section=config["evolution"],
    message:
        "Solving the macroscopic equations in time"
    script:
        "../scripts/solve_evolution.py"


for picture, (data, title) in PICTURES.items():

    rule:
        name:
            f"draw_{picture}"
        input:
            table=f"results/evolution/figures/{data}.csv",
        output:
            png=report(
                f"results/figures/macroscopic/{picture}.png",
                caption=f"../report/{picture}.rst",
                category="9 Evolution in time",
                labels={"shows": title},
            ),
            pdf=f"results/figures/macroscopic/{picture}.pdf",
        log:
            f"results/logs/draw_{picture}.log",
        params:
            picture=picture,
            data=data,
        message:
            f"Drawing: {title}"
        script:
            "../scripts/draw_evolution.py"


rule draw_evolution_film:
    input:
        table="results/evolution/figures/profiles.csv",
    output:
        report(
            "results/evolution/figures/film.gif",
            caption="../report/evolution/film.rst",
            category="9 Evolution in time",
            labels={"shows": "Profiles in time, film"},
        ),
    log:
        "results/logs/draw_evolution_film.log",
    message:
        "Drawing the film of the profiles"
    script:
        "../scripts/draw_evolution_film.py"
