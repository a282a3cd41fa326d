"""Exception that the iterations of the package raise if they do not converge."""


class NotConverged(RuntimeError):
    """Error of an iteration that did not converge; the message states iterations, residual and remedy."""
