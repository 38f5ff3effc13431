"""How many of the statuses that a spec declares are ever seen, beside schemathesis's own engine: see ../README.md."""
