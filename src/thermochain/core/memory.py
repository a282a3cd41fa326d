"""The memory of this machine, and the refusal of what it cannot hold."""

import os


def installed_memory() -> float:
    """Bytes of memory of this machine; infinite where the system does not say."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE")) * float(os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):  # not a POSIX system
        return float("inf")


def check_memory(name: str, n_bytes: float, remedy: str) -> None:
    """Raise ValueError if the arrays of `name`, an argument with its value, need more than this machine has."""
    has = installed_memory()
    if n_bytes > has:
        raise ValueError(
            f"{name} needs {n_bytes / 2**30:.3g} GiB of memory, but this machine has {has / 2**30:.3g}; {remedy}"
        )
