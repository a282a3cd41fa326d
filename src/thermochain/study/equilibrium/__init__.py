"""Green-Kubo simulations of rotor rings, and from their correlations to the fitted coefficients."""
