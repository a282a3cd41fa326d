"""Code that serves all subjects: configuration, status, verification, reference results, pages."""
