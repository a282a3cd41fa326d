"""What a system is: energies, forces, currents, laws; formulas only."""
