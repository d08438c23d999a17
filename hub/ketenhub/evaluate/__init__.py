"""The evaluator: what the facts of a casus mean on a day."""
