"""Thermo-mechanical transport in rotor chains: from equilibrium simulations to the paper's figures."""

from snakemake.utils import min_version

min_version("9.4")


include: "workflow/rules/configuration.smk"


configfile: f"{workflow.basedir}/config.yaml"


report: "workflow/report/study.rst"


include: "workflow/rules/common.smk"
include: "workflow/rules/green_kubo.smk"
include: "workflow/rules/macroscopic.smk"
include: "workflow/rules/evolution.smk"
include: "workflow/rules/regimes.smk"
include: "workflow/rules/rotor_ness.smk"
include: "workflow/rules/hydrodynamic_limit.smk"
include: "workflow/rules/harmonic.smk"
include: "workflow/rules/record.smk"
include: "workflow/rules/structure_factors.smk"
include: "workflow/rules/published_protocol.smk"
include: "workflow/rules/bias.smk"
include: "workflow/rules/phase_slips.smk"
include: "workflow/rules/shear_response.smk"
include: "workflow/rules/networks.smk"
include: "workflow/rules/billiard.smk"
include: "workflow/rules/exchange.smk"
include: "workflow/rules/anharmonic_chain.smk"
include: "workflow/rules/report_pages.smk"
include: "workflow/rules/bond_potential.smk"


rule all:
    default_target: True
    input:
        GREEN_KUBO_TARGETS,
        MACROSCOPIC_TARGETS,
        EVOLUTION_TARGETS,
        REGIME_TARGETS,
        "results/configuration.yaml",
        ROTOR_NESS_TARGETS,
        HYDRODYNAMIC_LIMIT_TARGETS,
        PUBLISHED_PROTOCOL_TARGETS,
        NETWORKS_TARGETS,
        BILLIARD_TARGETS,
        HARMONIC_TARGETS,
        EXCHANGE_TARGETS,
        ANHARMONIC_CHAIN_TARGETS,
        REPORT_PAGES,
        BOND_POTENTIAL_TARGETS,


rule validation:
    input:
        VALIDATION_TARGETS,


rule bond_potential:
    input:
        BOND_POTENTIAL_TARGETS,
