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


def check_files(paths: Iterable[str | Path], work: str | Path = ".") -> None:
    """End the process with one line if a folder cannot be written, or a file of the configuration cannot be read.

    `work` is the working folder, into which the results go.
    """
    try:
        check_folders(work)
        for path in paths:
            read_configuration(path)
    except ConfigurationError as error:
        sys.exit(f"configuration error: {error}")


def check_command_line(arguments: Sequence[str]) -> None:
    """Check the presets and the working folder that a command line of Snakemake names, as `check_files` does."""
    presets, folder = named(arguments)
    check_files(presets, folder)


def named(arguments: Sequence[str]) -> tuple[list[str], str]:
    """Presets and working folder that a command line of Snakemake names with --configfile and --directory."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--configfile", "--configfiles", nargs="+", default=[])
    parser.add_argument("--directory", "-d", default=".")
    found, _ = parser.parse_known_args(arguments)
    return found.configfile, found.directory
