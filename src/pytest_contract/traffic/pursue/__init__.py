"""Directed attempts at statuses that plain traffic hasn't shown: one file for each status."""
