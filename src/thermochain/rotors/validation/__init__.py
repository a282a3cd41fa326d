"""Independent checks of the coefficients, run by `make validation`."""
