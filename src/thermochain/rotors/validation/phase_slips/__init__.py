"""K^pp of cold chains from the rate of phase slips."""
