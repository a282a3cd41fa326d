"""The billiard behind the energy exchange (Li, Section 2)."""
