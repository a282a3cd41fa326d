"""Folders that Snakemake writes to, checked first, since it answers a missing permission with a traceback."""

import os
from pathlib import Path

from thermochain.overview.configuration.error import ConfigurationError


def check_folders(work: str | Path = ".") -> None:
    """Raise ConfigurationError if the working folder or the cache of Snakemake cannot be written."""
    work = Path(work).absolute()
    for folder in (work, work / ".snakemake", work / "results"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise ConfigurationError(
                f"{folder} belongs to {_owner(folder)} and cannot be written; copy the project to a folder of your own"
            )
    cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "snakemake"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(_no_cache(cache, error.strerror)) from None
    if not os.access(cache, os.W_OK | os.X_OK):
        raise ConfigurationError(_no_cache(cache, "Permission denied"))


def _owner(folder: Path) -> str:
    try:
        return folder.owner()
    except KeyError:  # a number without a name
        return f"user {folder.stat().st_uid}"


def _no_cache(cache: Path, reason: str) -> str:
    return f"{cache}, where Snakemake keeps notes, cannot be written, {reason}; set XDG_CACHE_HOME to a folder of yours"
