"""One run, without pytest: settings, the pipeline, the report."""
