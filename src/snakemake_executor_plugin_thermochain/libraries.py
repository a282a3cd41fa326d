"""The libraries that jobs of the study need; the process from which jobs are forked imports this module."""

# ruff: noqa: F401

import gc

import matplotlib.backends.backend_agg
import matplotlib.backends.backend_pdf
import matplotlib.figure
import numba
import pandas.io.formats.csvs
import scipy.fft
import scipy.integrate
import scipy.interpolate
import scipy.linalg
import scipy.optimize
import scipy.sparse.linalg
import scipy.special
import snakemake.io
import yaml

# numba imports half of itself with the first function that it compiles
numba.njit(lambda: 0)()

gc.collect()
gc.freeze()  # what is here is not searched for garbage in every job
