"""Rules on rate limits: what was declared, against what was measured."""
