"""Carry the outbox and fire ticks."""
