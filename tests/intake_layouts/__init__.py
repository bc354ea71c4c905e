"""Builders of the same report in many layouts; made at test time, never committed."""
