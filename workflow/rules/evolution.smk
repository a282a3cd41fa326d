"""Evolution in time of the macroscopic equations: a chain that is driven from time 0 on, and one that comes to rest."""

PICTURES["evolution"] = {
    "profiles": ("Profiles in time", ["profiles"]),
    "entropy_production": ("Entropy produced and given to the baths", ["series"]),
    "mechanical_energy": ("Mechanical energy turning into heat", ["series"]),
}
TABLES_BEHIND["evolution"] = behind("evolution", "profiles", "series")
EVOLUTION_FILM = "results/evolution/figures/film.gif"
TARGETS += [EVOLUTION_FILM]


rule solve_evolution:
    input:
        measured=MEASURED,
    output:
        **TABLES_BEHIND["evolution"],
    params:
        **OTHER_POTENTIAL,
        section=config["evolution"],
    message:
        "Solving the macroscopic equations in time"
    script:
        "../scripts/solve_evolution.py"


rule draw_evolution_film:
    input:
        table=TABLES_BEHIND["evolution"]["profiles"],
    output:
        shown(EVOLUTION_FILM, "evolution", "film", "Profiles in time, film"),
    message:
        "Drawing the film of the profiles"
    script:
        "../scripts/draw_evolution_film.py"
