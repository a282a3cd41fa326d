"""Storage of many replicas in kernels: arrays (vector, site, lane) with `LANES` replicas side by side, or as stated."""

import numpy as np
from numpy.typing import NDArray

from thermochain.engine.simd import LANES


def pack(values: NDArray, lanes: int = LANES) -> NDArray:
    """Array (n_vectors, n_sites, lanes) of values (n_sites, n_replicas); lanes without a replica hold zeros."""
    n_sites, n_replicas = values.shape
    n_vectors = -(-n_replicas // lanes)
    padded = np.zeros((n_sites, n_vectors * lanes), dtype=values.dtype)
    padded[:, :n_replicas] = values
    return np.ascontiguousarray(padded.reshape(n_sites, n_vectors, lanes).transpose(1, 0, 2))


def unpack(packed: NDArray, n_replicas: int) -> NDArray:
    """Array (..., n_replicas) of values (n_vectors, ..., lanes), the inverse of `pack`."""
    replicas_last = np.moveaxis(packed, 0, -2)
    *others, n_vectors, lanes = replicas_last.shape
    return replicas_last.reshape(*others, n_vectors * lanes)[..., :n_replicas]
