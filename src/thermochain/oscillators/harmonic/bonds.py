"""Bond variables of a chain: differences s = D q of the positions q_0 .. q_{n-1} of its masses.

Energy sum p^2/2 + sum V(s): ds/dt = D p, dp/dt = -D^T V'(s).
"""

from scipy.sparse import csr_array, diags_array


def stretch(n_masses: int, periodic: bool) -> csr_array:
    """Matrix D of the stretches r_i = q_i - q_{i-1}, shape (n_bonds, n_masses).

    A line has r_1 .. r_{n-1}, a ring r_0 .. r_{n-1}.
    """
    if periodic:
        return csr_array(diags_array([1.0, -1.0, -1.0], offsets=[0, -1, n_masses - 1], shape=(n_masses, n_masses)))
    return csr_array(diags_array([-1.0, 1.0], offsets=[0, 1], shape=(n_masses - 1, n_masses)))


def bending(n_masses: int, periodic: bool) -> csr_array:
    """Matrix D of the bendings k_i = q_{i+1} + q_{i-1} - 2 q_i (Olla 25, with the sign of q_{i-1} corrected).

    On a ring there is one at each mass, shape (n, n); in a line only the n - 2 inner masses have two neighbours.
    """
    if periodic:
        lines = {0: -2.0, 1: 1.0, -1: 1.0, n_masses - 1: 1.0, 1 - n_masses: 1.0}
        return csr_array(diags_array(list(lines.values()), offsets=list(lines), shape=(n_masses, n_masses)))
    return csr_array(diags_array([1.0, -2.0, 1.0], offsets=[0, 1, 2], shape=(n_masses - 2, n_masses)))
