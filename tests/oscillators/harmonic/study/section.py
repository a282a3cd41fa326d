"""A section `harmonic` of toy size."""

SECTION = {
    "flip_rate": 1.0,
    "chain": {"force": 2.0, "T_left": 1.0, "T_right": 2.0},
    "periodic_force": {"amplitude": 0.7, "frequency": 0.8},
    "sizes": [8, 16, 32],
    "current_sizes": [8, 16, 32],
    "evolution": {"last_time": 0.1, "n_times": 8, "sizes": [4, 8]},
    "rings": {
        "mean_wave": 1.0,
        "temperature": 1.0,
        "temperature_wave": 0.5,
        "last_time": 0.02,
        "n_times": 3,
        "sizes": [8, 12, 16],
    },
    "diffusivities": {"rates": [1.0], "sizes": [12, 16, 20]},
    "simulation": {"n": 8, "time_step": 0.05, "duration": 400.0, "n_replicas": 32},
    "rotor_flips": {
        "temperature": 0.5,
        "rates": [0.5, 2.0],
        "n_rotors": 16,
        "time_step": 0.1,
        "stride": 1,
        "duration": 200.0,
        "maximum_lag": 20.0,
        "n_replicas": 32,
    },
    "rotor_rings": {
        "momentum_wave": 0.4,
        "temperature": 0.3,
        "temperature_wave": 0.06,
        "time_step": 0.08,
        "interval": 0.025,
        "last_time": 0.05,
        "sizes": [8, 16],
        "n_sites": 16384,
        "coefficients": {
            "temperatures": [0.2, 0.3, 0.48],
            "n_rotors": 16,
            "duration": 200.0,
            "maximum_lag": 20.0,
            "n_replicas": 64,
        },
    },
    "bending": {
        "temperature": 1.0,
        "sizes": [16],
        "n_sites": 512,
        "time_step": 0.05,
        "stride": 10,
        "duration": 100.0,
        "maximum_lag": 20.0,
    },
}

CONFIG = {"seed": 5, "harmonic": SECTION}
