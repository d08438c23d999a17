"""What is the same as something else, directly or by way of a third, is one group."""

from collections.abc import Iterable


def first_of_each(paren: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give the first of its group for everything that is the same as something else; the first itself is left out."""
    groups: list[set[str]] = []
    for pair in paren:
        touched = [group for group in groups if not group.isdisjoint(pair)]
        groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
    return {ident: min(group) for group in groups for ident in group if ident != min(group)}
