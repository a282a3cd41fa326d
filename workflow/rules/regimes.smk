"""Regimes of the macroscopic equations: uphill diffusion, negative energy conductivity, low temperatures."""

PICTURES["regimes"] = {"maps": ("Regions of boundary values", ["fields", "boundaries"])}
if OF_ROTORS:
    PICTURES["regimes"] |= {
        "conductivity_anatomy": ("Negative energy conductivity, one case", ["anatomy_profiles", "anatomy_response"]),
        "low_temperature": ("Low temperature limit", ["continued_profiles", "peak_temperatures", "continuations"]),
    }
    TARGETS += [table("regimes", "claims"), table("regimes", "isolines")]
TABLES_BEHIND["regimes"] = behind("regimes")


rule tabulate_regimes:
    input:
        measured=MEASURED,
    output:
        **TABLES_BEHIND["regimes"],
    params:
        **OTHER_POTENTIAL,
        points={
            "map_points": config["regimes"]["map_points"],
            "profile_points": config["macroscopic"]["profile_points"],
            "curve_points": config["macroscopic"]["map_points"],
        },
        tables=list(TABLES_BEHIND["regimes"]),
    message:
        "Searching for the borders of uphill diffusion and of negative energy conductivity"
    script:
        "../scripts/tabulate_regimes.py"


if OF_ROTORS:

    rule decide_regimes:
        input:
            measured=MEASURED,
        output:
            **tables_of("regimes", "claims"),
            page=page("regimes", "claims", "Claims of the paper"),
        params:
            module="thermochain.rotors.regimes.study.claims",
        message:
            "Deciding the paper's claims about the regimes"
        script:
            "../scripts/make_tables.py"

    rule compare_isolines:
        input:
            measured=MEASURED,
        output:
            **tables_of("regimes", "isolines"),
            page=page("regimes", "isolines", "Isolines of vanishing energy current"),
        params:
            module="thermochain.rotors.regimes.study.isolines",
        message:
            "Comparing the isolines of vanishing energy current with their approximation"
        script:
            "../scripts/make_tables.py"
