"""Secrets and chance: the only storey that asks the system for randomness."""

from ketenhub.keys.toeval import nieuw_id

__all__ = ["nieuw_id"]
