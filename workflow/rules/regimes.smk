"""Regimes of the macroscopic equations: where energy flows uphill, where its conductivity is negative, low temperatures."""

REGIMES = "8 Regimes of the macroscopic equations"

REGIME_TARGETS = [
    "results/tables/regime_claims.csv",
    *expand(
        "results/figures/macroscopic/{name}.{suffix}",
        name=["regime_maps", "conductivity_anatomy", "low_temperature"],
        suffix=["png", "pdf"],
    ),
]


rule regime_claims:
    input:
        measured="results/coefficients/measured.json",
        code=code(
            "study.theory.regime_claims",
            "study.equilibrium.coefficients",
            "study.disk.tables",
        ),
    output:
        table="results/tables/regime_claims.csv",
        page=report(
            "results/tables/regime_claims.html",
            caption="../report/regime_claims.rst",
            category=REGIMES,
            labels={"shows": "Claims of the paper"},
        ),
    log:
        "results/logs/regime_claims.log",
    conda:
        "../../environment.yml"
    message:
        "Deciding the paper's claims about the regimes"
    script:
        "../scripts/decide_regime_claims.py"


rule regime_maps:
    input:
        measured="results/coefficients/measured.json",
        code=code(
            "figures.regime_maps",
            "study.theory.regime_maps",
            "study.equilibrium.coefficients",
            "study.disk.figure_files",
            "study.disk.tables",
        ),
    output:
        fields="results/figures/macroscopic/regime_fields.csv",
        boundaries="results/figures/macroscopic/regime_boundaries.csv",
        png=report(
            "results/figures/macroscopic/regime_maps.png",
            caption="../report/regime_maps.rst",
            category=REGIMES,
            labels={"shows": "Regions of boundary values"},
        ),
        pdf="results/figures/macroscopic/regime_maps.pdf",
    log:
        "results/logs/regime_maps.log",
    conda:
        "../../environment.yml"
    params:
        n_points=config["regimes"]["map_points"],
    message:
        "Drawing the regions of uphill diffusion and of negative energy conductivity"
    script:
        "../scripts/draw_regime_maps.py"


rule conductivity_anatomy:
    input:
        measured="results/coefficients/measured.json",
        code=code(
            "figures.conductivity_anatomy",
            "study.theory.conductivity_anatomy",
            "study.equilibrium.coefficients",
            "study.disk.figure_files",
            "study.disk.tables",
        ),
    output:
        profiles="results/figures/macroscopic/anatomy_profiles.csv",
        response="results/figures/macroscopic/anatomy_response.csv",
        png=report(
            "results/figures/macroscopic/conductivity_anatomy.png",
            caption="../report/conductivity_anatomy.rst",
            category=REGIMES,
            labels={"shows": "Negative energy conductivity, one case"},
        ),
        pdf="results/figures/macroscopic/conductivity_anatomy.pdf",
    log:
        "results/logs/conductivity_anatomy.log",
    conda:
        "../../environment.yml"
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
        code=code(
            "figures.low_temperature",
            "study.theory.low_temperature",
            "study.equilibrium.coefficients",
            "study.disk.figure_files",
            "study.disk.tables",
        ),
    output:
        profiles="results/figures/macroscopic/continued_profiles.csv",
        peaks="results/figures/macroscopic/peak_temperatures.csv",
        continuations="results/figures/macroscopic/continuations.csv",
        png=report(
            "results/figures/macroscopic/low_temperature.png",
            caption="../report/low_temperature.rst",
            category=REGIMES,
            labels={"shows": "Low temperature limit"},
        ),
        pdf="results/figures/macroscopic/low_temperature.pdf",
    log:
        "results/logs/low_temperature.log",
    conda:
        "../../environment.yml"
    params:
        profile_points=config["macroscopic"]["profile_points"],
        curve_points=config["macroscopic"]["map_points"],
    message:
        "Drawing the low temperature limit"
    script:
        "../scripts/draw_low_temperature.py"
