"""CT1xx: what came back, against what the spec declares."""
