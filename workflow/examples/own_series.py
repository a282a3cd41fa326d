"""A series of one's own: the diffusivity of a Brownian particle from its velocity, D = int_0^inf <v(0) v(t)> dt.

The exact answer is D = T/gamma.  Run it with ``python workflow/examples/own_series.py``; it takes a second.
"""

import numpy as np

import thermochain as tc

T, GAMMA, INTERVAL = 1.5, 0.5, 0.2  # temperature, friction, time between samples


def velocities(n_components, n_replicas, n_samples, seed):
    """Exact samples of dv = -gamma v dt + sqrt(2 gamma T) dW in equilibrium, shape (component, replica, time)."""
    rng = np.random.default_rng(seed)
    kept = np.exp(-GAMMA * INTERVAL)
    v = np.sqrt(T) * rng.standard_normal((n_samples, n_components, n_replicas))
    for n in range(1, n_samples):
        v[n] = kept * v[n - 1] + np.sqrt(1.0 - kept**2) * v[n]
    return np.moveaxis(v, 0, -1)


v = velocities(3, 32, 1000, seed=1)
diffusivity = tc.estimate_integral(v, interval=INTERVAL)
print(f"exact {T / GAMMA}, from 32 replicas of three components: {diffusivity}")
print("95 % interval: {:.3f} to {:.3f}".format(*diffusivity.bounds()))

long = velocities(1, 1, 40000, seed=2)[0, 0]
print(f"from one trajectory, cut into blocks: {tc.estimate_integral(long, interval=INTERVAL)}")

# the same through the estimator of rotor rings, which expects the 1/t tail of an energy current
correlations = tc.TimeCorrelations.from_series(energy=v[0], interval=INTERVAL, temperature=T, maximum_lag=20.0)
estimate = tc.estimate_onsager(correlations)
print(f"with a tail: {estimate.ee:.3f} +- {estimate.ee_error:.3f}")
