"""Evolution in time of the macroscopic equations: one chain that begins to be driven, one that comes to rest."""

EVOLUTION_PICTURES = {
    "profiles": "Profiles in time",
    "entropy_production": "Entropy produced and given to the baths",
    "mechanical_energy": "Mechanical energy turning into heat",
}
EVOLUTION_TABLES = {
    name: f"results/evolution/figures/{name}.csv" for name in ("profiles", "series")
}
EVOLUTION_FILM = "results/evolution/figures/film.gif"
TARGETS += [EVOLUTION_FILM, *picture_files("evolution", EVOLUTION_PICTURES)]


rule solve_evolution:
    input:
        measured=MEASURED,
    output:
        **EVOLUTION_TABLES,
    log:
        "results/logs/solve_evolution.log",
    params:
        section=config["evolution"],
    message:
        "Solving the macroscopic equations in time"
    script:
        "../scripts/solve_evolution.py"


rule draw_evolution:
    input:
        **EVOLUTION_TABLES,
    output:
        **pictures("evolution", EVOLUTION_PICTURES),
    log:
        "results/logs/draw_evolution.log",
    params:
        pictures={
            name: (
                f"thermochain.rotors.evolution.figures.{name}",
                ["profiles" if name == "profiles" else "series"],
            )
            for name in EVOLUTION_PICTURES
        },
    message:
        "Drawing the evolution in time"
    script:
        "../scripts/draw.py"


rule draw_evolution_film:
    input:
        table=EVOLUTION_TABLES["profiles"],
    output:
        shown(EVOLUTION_FILM, "evolution", "film", "Profiles in time, film"),
    log:
        "results/logs/draw_evolution_film.log",
    message:
        "Drawing the film of the profiles"
    script:
        "../scripts/draw_evolution_film.py"
