"""The bond potential of a configuration, and its place in the tuples of simulations."""
