"""From evidence to findings: one file for each rule; a rule decides and sends nothing."""
