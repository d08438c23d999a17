"""Inbox: every message is taken in once."""
