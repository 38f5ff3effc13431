"""What pytest imports in every session, with our options or without: it must cost next to nothing."""
