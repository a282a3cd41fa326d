"""V'(s) of one bond, on vectors of eight replicas; one potential a file."""
