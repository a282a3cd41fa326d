"""First check of the configuration: its files can be read, and the folders of results can be written.

It runs before Snakemake reads the files, which answers some mistakes in them with a traceback.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path

from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.file import read_configuration
from thermochain.overview.folders import check_folders


def check_files(paths: Iterable[str | Path]) -> None:
    """End the process with one line if a folder cannot be written, or a file of the configuration cannot be read."""
    try:
        check_folders()
        for path in paths:
            read_configuration(path)
    except ConfigurationError as error:
        sys.exit(f"configuration error: {error}")


def named_presets(arguments: Sequence[str]) -> list[str]:
    """Files that a command line of Snakemake names with --configfile."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--configfile", "--configfiles", nargs="+", default=[])
    return parser.parse_known_args(arguments)[0].configfile
