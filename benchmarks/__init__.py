"""What the harness costs, and what it is measured against: see README.md."""
