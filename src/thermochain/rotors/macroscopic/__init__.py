"""Stationary macroscopic equations (IOS 2.30): first integral, solvers, the figures of the paper."""
