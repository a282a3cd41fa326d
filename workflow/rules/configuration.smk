"""Strict check of the files of the configuration, before Snakemake reads them."""

import sys

from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.file import read_configuration

if workflow.is_main_process:
    try:
        for path in (f"{workflow.basedir}/config.yaml", *workflow.configfiles):
            read_configuration(path)
    except ConfigurationError as error:
        sys.exit(f"configuration error: {error}")
