"""Driven chains whose averages are known: exact samples of products of local Gibbs states, and noise about a truth."""

import numpy as np

from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.driven.chain_moments import ChainMoments
from thermochain.rotors.driven.transient import Transient

NO_TRANSIENT = Transient(ends=(0.0,) * 4, duration=0.0, first_segment=0, drift_p_value=1.0)


DEFAULTS = {
    "T_left": 1.0, "T_right": 1.0, "torque_left": 0.0, "torque_right": 0.0, "friction": 1.0, "interval": 1.0,
}  # fmt: skip


def chain(series, moments, **parameters):
    return ChainMoments(**(DEFAULTS | parameters), series=series, moments=moments)


def ar1(correlation_time, n_records, shape, rng):
    """Stationary series of unit variance with correlation exp(-|k|/correlation_time), shape (n_records, *shape)."""
    decay = np.exp(-1.0 / correlation_time) if correlation_time else 0.0
    series = rng.standard_normal((n_records, *shape))
    series[1:] *= np.sqrt(1.0 - decay**2)
    for t in range(1, n_records):
        series[t] += decay * series[t - 1]
    return series


def gibbs_samples(momentum, temperature, shape, rng, angle=0.0, momentum_law=None):
    """p_i and r_i (i >= 1) of a product of Gibbs states, each bond at the mean temperature of its ends.

    `angle` turns the bonds; `momentum_law` draws unit variance in place of a Gaussian.
    """
    law = momentum_law or rng.standard_normal
    p = momentum + np.sqrt(temperature) * law((*shape, momentum.size))
    bond_temperature = 0.5 * (temperature[1:] + temperature[:-1])
    return p, rng.vonmises(angle, 1.0 / bond_temperature, (*shape, momentum.size - 1))


def record_chain(p, r, **parameters):
    """What a run would store of samples p, r of shape (n_segments, n_records each, n_replicas, n or n-1)."""
    middle = 0.5 * (p[..., 1:] + p[..., :-1])
    bonds = [np.sin(r), np.cos(r), np.sin(2 * r), np.cos(2 * r), middle * np.sin(r), middle * np.cos(r)]
    padded = [np.concatenate([np.zeros_like(p[..., :1]), bond], axis=-1) for bond in bonds]
    values = np.array([p, p**2, p**3, p**4, *padded])  # (10, n_segments, each, n_replicas, n)
    moments = np.moveaxis(values.mean(axis=2), [0, 1, 2, 3], [1, 0, 3, 2])
    energy = (0.5 * np.sum(p**2, axis=-1) + np.sum(1 - bonds[1], axis=-1)) / p.shape[-1]
    series = np.array([-bonds[0].mean(axis=-1), -bonds[4].mean(axis=-1), p.mean(axis=-1), energy])
    return chain(series.reshape(4, -1, p.shape[2]), moments, **parameters)


def gibbs_chain(momentum, temperature, *, rng, n_replicas=16, n_samples=64, angle=0.0, momentum_law=None, **parameters):
    shape = (8, n_samples // 8, n_replicas)
    return record_chain(*gibbs_samples(momentum, temperature, shape, rng, angle, momentum_law), **parameters)


def noisy_chain(truth, currents, noise, *, rng, n_replicas=16, **parameters):
    """White noise about true moments {name: profile} and chain currents (j^p, j^e)."""
    n = next(iter(truth.values())).size
    moments = noise * rng.standard_normal((8, len(MOMENTS), n, n_replicas))
    for name, profile in truth.items():
        moments[:, MOMENTS.index(name)] += profile[:, None]
    series = 0.1 * noise * rng.standard_normal((4, 64, n_replicas))
    series[:2] += np.array(currents)[:, None, None]
    return chain(series, moments, **parameters)
