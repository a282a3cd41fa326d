"""Strict check of the folders and of the files of the configuration, before Snakemake uses them."""

import sys

from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.file import read_configuration
from thermochain.overview.folders import check_folders

if workflow.is_main_process:
    try:
        check_folders()
        for path in (f"{workflow.basedir}/config.yaml", *workflow.configfiles):
            read_configuration(path)
    except ConfigurationError as error:
        sys.exit(f"configuration error: {error}")
