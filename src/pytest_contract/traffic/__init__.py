"""What tests send: examples, boundary cases, generated cases; the shield over schemathesis."""
