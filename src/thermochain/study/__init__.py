"""From parameters to results: identity, seeds, files, tables; the only place that joins the layers."""
