"""Independent routes to the same coefficients, and the biases of the estimate shown."""
