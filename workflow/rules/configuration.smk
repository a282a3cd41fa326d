"""Strict check of the folders and of the files of the configuration, before Snakemake uses them."""

from pathlib import Path

from thermochain.overview.configuration.first_check import check_files

# folder of this project, also if another workflow imports this one as a module
PROJECT = Path(str(workflow.current_basedir.get_path_or_uri(secret_free=True))).parents[1]
if workflow.is_main_process:
    check_files((PROJECT / "config.yaml", *workflow.configfiles))
