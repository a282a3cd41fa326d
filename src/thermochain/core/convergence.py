"""The error that every iteration of the package raises when it ends without a solution."""


class NotConverged(RuntimeError):
    """An iteration ended without a solution; the message names iterations, residual and remedy."""
