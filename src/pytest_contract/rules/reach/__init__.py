"""CT901 and CT902: what the run did not get to."""
