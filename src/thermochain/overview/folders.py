"""Folders that Snakemake writes to and reads from, checked first, since it answers bad ones with a traceback."""

import os
from pathlib import Path

from thermochain.overview.configuration.error import ConfigurationError


def check_folders(work: str | Path = ".") -> None:
    """Raise ConfigurationError if the working folder or the cache of Snakemake cannot be written.

    A folder that is not there yet must be one that can be made.
    """
    work = Path(work).absolute()
    for folder in (_deepest_there(work), work / ".snakemake", work / "results"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise ConfigurationError(
                f"{folder} belongs to {_owner(folder)} and cannot be written; work in a folder of your own, by "
                "snakemake --directory FOLDER, or copy the project"
            )
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "snakemake"
        cache.mkdir(parents=True, exist_ok=True)
    except RuntimeError:  # a user without a home
        raise ConfigurationError(_no_cache("~/.cache/snakemake", "HOME is not set")) from None
    except OSError as error:
        raise ConfigurationError(_no_cache(cache, error.strerror)) from None
    if not os.access(cache, os.W_OK | os.X_OK):
        raise ConfigurationError(_no_cache(cache, "Permission denied"))


def check_project(project: str | Path) -> None:
    """Raise ConfigurationError if the path from the working folder to the project holds a brace.

    Snakemake takes braces in the paths of sources for wildcards.
    """
    if {"{", "}"} & set(os.path.relpath(project)):
        raise ConfigurationError(
            f"{project}: the path of the project contains a brace, which Snakemake takes for a wildcard; work in the "
            "folder of the project, or move it"
        )


def _deepest_there(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def _owner(folder: Path) -> str:
    try:
        return folder.owner()
    except KeyError:  # a number without a name
        return f"user {folder.stat().st_uid}"


def _no_cache(cache: Path | str, reason: str) -> str:
    return f"{cache}, where Snakemake keeps notes, cannot be written, {reason}; set XDG_CACHE_HOME to a folder of yours"
