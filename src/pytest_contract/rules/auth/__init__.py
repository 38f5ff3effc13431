"""CT4xx: who may."""
