"""In which state a condition is, from the steps that a recipient sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.json import text

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

DAG = len("2026-01-01")


def show_states(parts: dict[str, list[dict[str, Json]]]) -> None:
    """Give each condition the state that follows from the steps this recipient may see."""
    for row in parts.get("veiligheidsvoorwaarden", []):
        steps = [step for step in parts.get("voorwaardestanden", []) if step.get("voorwaarde") == row["id"]]
        row["stand"] = max(steps, key=_order_of).get("stand") if steps else "open"


def _order_of(step: Object) -> tuple[str, bool, str, bool]:
    return step_order(text(step, "herkomst", "geldigOp"), step.get("stand"))


def step_order(geldig_op: str | None, stand: Json) -> tuple[str, bool, str, bool]:
    """Order steps as the evaluator does: on one day, where either has no time, a breach counts as the later (domain F5)."""
    moment, broken = geldig_op or "", stand == "geschonden"
    return moment[:DAG], broken and len(moment) == DAG, moment, broken
