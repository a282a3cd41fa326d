"""Figures of `shear_response`."""
