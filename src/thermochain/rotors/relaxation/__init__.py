"""Relaxation of closed rotor chains, compared with the macroscopic equations in time."""
