"""CT905 and CT906: what is wrong with the spec itself."""
