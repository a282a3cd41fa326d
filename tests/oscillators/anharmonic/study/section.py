"""A section `anharmonic` of toy size."""

SECTION = {
    "flip_rate": 1.0,
    "time_step": 0.05,
    "chain": {"force": 2.0, "T_left": 1.0, "T_right": 2.0},
    "conductivity": {
        "tensions": [0.0, 1.0, 2.0],
        "temperatures": [0.8, 1.5, 3.0],
        "n_masses": 8,
        "n_replicas": 64,
        "duration": 100.0,
        "maximum_lag": 3.0,
    },
    "driven": [{"n": 8, "n_replicas": 64, "times": 4.0}, {"n": 16, "n_replicas": 64, "times": 2.0}],
    "released": {
        "temperature": 1.0,
        "force_before": 2.0,
        "force_after": 1.0,
        "sizes": [16, 32],
        "n_sites": 65536,
        "times": [0.02, 0.05],
        "window": 0.01,
    },
}

CONFIG = {"seed": 5, "anharmonic": SECTION}
