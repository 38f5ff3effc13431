"""CT2xx: what the app accepts and rejects, against what the spec calls valid."""
