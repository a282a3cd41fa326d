"""What moves particles: vectors, sine, lanes of replicas, the chain engine, bond geometries, forces and noises."""
