"""One file for each kind of promise."""
