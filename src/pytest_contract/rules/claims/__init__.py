"""CT701 to CT708: what design documents promise and the app doesn't keep."""
