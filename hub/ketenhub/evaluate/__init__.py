"""Where a casus becomes a judgement: phase, reasons, terms and signals. Pure."""

from ketenhub.evaluate.aanwijzingen import hints
from ketenhub.evaluate.oordeel import evaluate

__all__ = ["evaluate", "hints"]
