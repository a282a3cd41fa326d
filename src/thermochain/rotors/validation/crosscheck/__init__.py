"""Comparison with another Green-Kubo estimator, run by `make crosscheck`."""
