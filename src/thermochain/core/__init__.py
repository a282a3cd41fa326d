"""The shared foundation of all rooms: argument checks, statistics of batches, time correlations, style of figures."""
