# OLD
"""Regimes of the macroscopic equations: where energy flows uphill, where its conductivity is negative, low temperatures."""

REGIMES = "8 Regimes of the macroscopic equations"

REGIME_TARGETS = [
    "results/regimes/tables/claims.csv",
    *expand(
        "results/figures/macroscopic/{name}.{suffix}",
        name=["regime_maps", "conductivity_anatomy", "low_temperature"],
        suffix=["png", "pdf"],
    ),
]


rule regime_claims:
    input:
        measured="results/coefficients/measured.json",
    output:
        table="results/regimes/tables/claims.csv",
        page=report(
            "results/regimes/tables/claims.html",
            caption="../report/regimes/claims.rst",
            category=REGIMES,
            labels={"shows": "Claims of the paper"},
        ),
    log:
        "results/logs/regime_claims.log",
    message:
        "Deciding the paper's claims about the regimes"
    script:
        "../scripts/decide_regime_claims.py"


rule regime_maps:
    input:
        measured="results/coefficients/measured.json",
    output:
        fields="results/regimes/figures/fields.csv",
        boundaries="results/regimes/figures/boundaries.csv",
        png=report(
            "results/regimes/figures/maps.png",
            caption="../report/regimes/maps.rst",
            category=REGIMES,
            labels={"shows": "Regions of boundary values"},
        ),
        pdf="results/regimes/figures/maps.pdf",
    log:
        "results/logs/regime_maps.log",
    params:
        n_points=config["regimes"]["map_points"],
    message:
        "Drawing the regions of uphill diffusion and of negative energy conductivity"
    script:
        "../scripts/draw_regime_maps.py"


rule conductivity_anatomy:
    input:
        measured="results/coefficients/measured.json",
    output:
        profiles="results/regimes/figures/anatomy_profiles.csv",
        response="results/regimes/figures/anatomy_response.csv",
        png=report(
            "results/regimes/figures/conductivity_anatomy.png",
            caption="../report/regimes/conductivity_anatomy.rst",
            category=REGIMES,
            labels={"shows": "Negative energy conductivity, one case"},
        ),
        pdf="results/regimes/figures/conductivity_anatomy.pdf",
    log:
        "results/logs/conductivity_anatomy.log",
    params:
        profile_points=config["macroscopic"]["profile_points"],
        curve_points=config["macroscopic"]["map_points"],
    message:
        "Taking a case of negative energy conductivity apart"
    script:
        "../scripts/draw_conductivity_anatomy.py"


rule low_temperature:
    input:
        measured="results/coefficients/measured.json",
    output:
        profiles="results/regimes/figures/continued_profiles.csv",
        peaks="results/regimes/figures/peak_temperatures.csv",
        continuations="results/regimes/figures/continuations.csv",
        png=report(
            "results/regimes/figures/low_temperature.png",
            caption="../report/regimes/low_temperature.rst",
            category=REGIMES,
            labels={"shows": "Low temperature limit"},
        ),
        pdf="results/regimes/figures/low_temperature.pdf",
    log:
        "results/logs/low_temperature.log",
    params:
        profile_points=config["macroscopic"]["profile_points"],
        curve_points=config["macroscopic"]["map_points"],
    message:
        "Drawing the low temperature limit"
    script:
        "../scripts/draw_low_temperature.py"
