"""CT3xx: which operations there are."""
