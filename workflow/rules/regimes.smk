"""Regimes of the macroscopic equations: uphill diffusion, negative energy conductivity, low temperatures."""

# Picture -> what it shows; picture -> the tables that it is drawn from.
REGIME_PICTURES = {
    "maps": "Regions of boundary values",
    "conductivity_anatomy": "Negative energy conductivity, one case",
    "low_temperature": "Low temperature limit",
}
REGIME_TABLES = {
    "maps": ["fields", "boundaries"],
    "conductivity_anatomy": ["anatomy_profiles", "anatomy_response"],
    "low_temperature": ["continued_profiles", "peak_temperatures", "continuations"],
}
REGIME_FILES = {
    name: f"results/regimes/figures/{name}.csv"
    for names in REGIME_TABLES.values()
    for name in names
}
TARGETS += [table("regimes", "claims"), *picture_files("regimes", REGIME_PICTURES)]


rule decide_regimes:
    input:
        measured=MEASURED,
    output:
        table=table("regimes", "claims"),
        page=page("regimes", "claims", "Claims of the paper"),
    log:
        "results/logs/decide_regimes.log",
    message:
        "Deciding the paper's claims about the regimes"
    script:
        "../scripts/decide_regimes.py"


rule tabulate_regimes:
    input:
        measured=MEASURED,
    output:
        **REGIME_FILES,
    log:
        "results/logs/tabulate_regimes.log",
    params:
        points={
            "map_points": config["regimes"]["map_points"],
            "profile_points": config["macroscopic"]["profile_points"],
            "curve_points": config["macroscopic"]["map_points"],
        },
    message:
        "Searching for the borders of uphill diffusion and of negative energy conductivity"
    script:
        "../scripts/tabulate_regimes.py"


rule draw_regimes:
    input:
        **REGIME_FILES,
    output:
        **pictures("regimes", REGIME_PICTURES),
    log:
        "results/logs/draw_regimes.log",
    params:
        pictures={
            name: (f"thermochain.rotors.regimes.figures.{name}", tables)
            for name, tables in REGIME_TABLES.items()
        },
    message:
        "Drawing the regimes"
    script:
        "../scripts/draw.py"
