"""How it moves: compiled sweeps and exact equilibrium samples."""
