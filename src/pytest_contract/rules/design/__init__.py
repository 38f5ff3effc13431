"""CT601 to CT610: what design documents and spec say of each other, without any app."""
