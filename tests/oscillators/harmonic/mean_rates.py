"""Relaxation of the mean of one mode, from the equations of the mean."""

import numpy as np
from scipy.linalg import eigvals
from scipy.sparse import block_diag, csr_array


def mean_rates(chain, mode):
    """Rates of change of the mean in the mode q = 2 pi mode/n of a ring, two complex numbers, slowest first."""
    n = chain.n_masses
    wave = np.exp(2j * np.pi * mode * np.arange(n) / n)[:, None] / np.sqrt(n)
    project = block_diag([csr_array(wave), csr_array(wave)])
    rates = eigvals((project.conj().T @ chain.mean_drift @ project).toarray())
    return rates[np.argsort(-rates.real)]
