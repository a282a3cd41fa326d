"""Strict check of the folders and of the files of the configuration, before Snakemake uses them."""

from thermochain.overview.configuration.first_check import check_files

if workflow.is_main_process:
    check_files((f"{workflow.basedir}/config.yaml", *workflow.configfiles))
