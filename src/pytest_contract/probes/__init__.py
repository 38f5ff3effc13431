"""Deliberate experiments, each with its own intent; they send and decide nothing."""
