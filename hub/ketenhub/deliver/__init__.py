"""Outbox: everything that leaves, leaves here."""
