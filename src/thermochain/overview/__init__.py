"""What looks at all subjects: configuration, status, verification, reference results, pages."""
