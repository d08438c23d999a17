"""A rule set as YAML, for people: a narrow YAML in which nothing means two things, to and from the JSON of the schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

import orjson
import yaml
from typing_extensions import override

from ketenhub.contract.lezen import read_value
from ketenhub.domain.delen import Regelset
from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from collections.abc import Hashable

GROOTST = 1024 * 1024
BREED = 120
WAAR = re.compile(r"^(?:true|false)$")
# an OIN begins with zeros and stays text, and so does a day
GETAL = re.compile(r"^(?:0|[1-9][0-9]{0,8})$")
NIETS = re.compile(r"^(?:null|~|)$")
ENTER = "tag:yaml.org,2002:"


class _Lezer(yaml.SafeLoader):  # type: ignore[misc]  # this library carries no types
    """Read without anchors, double members, dates, or words that secretly are `true`."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    @override
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse anchors and aliases, a few of which unfold into more than any machine holds, and tags."""
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise yaml.MarkedYAMLError(problem_mark=event.start_mark, problem="verwijzingen en typen mogen hier niet")
        found: yaml.Node | None = super().compose_node(parent, index)
        return found

    @override
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        """Refuse a member that stands twice, and one that is not text."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag != f"{ENTER}str" or key.value in seen:
                raise yaml.MarkedYAMLError(problem_mark=key.start_mark, problem="dit veld staat er twee keer of heeft geen naam")
            seen.add(key.value)
        found: dict[Hashable, object] = super().construct_mapping(node, deep)
        return found


for tag, pattern, first in (("bool", WAAR, "tf"), ("int", GETAL, "0123456789"), ("null", NIETS, ["n", "~", ""])):
    _Lezer.add_implicit_resolver(f"{ENTER}{tag}", pattern, list(first))


def read_sheet(data: bytes) -> Regelset:
    """Read a rule set from YAML; raises OngeldigBericht with the line, or with the place in the rule set."""
    if len(data) > GROOTST:
        raise OngeldigBericht("", "dit bestand is te groot")
    try:
        found = yaml.load(data.decode("utf-8"), _Lezer)  # noqa: S506 - a narrower loader than the safe one
        body = orjson.dumps(found)
    except yaml.MarkedYAMLError as error:
        line = f"regel {error.problem_mark.line + 1}" if error.problem_mark is not None else ""
        own = error.problem if error.context is None and type(error) is yaml.MarkedYAMLError else None
        raise OngeldigBericht(line, own or "dit is geen YAML die de hub leest") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, orjson.JSONEncodeError, ValueError):
        raise OngeldigBericht("", "dit is geen YAML die de hub leest") from None
    return read_value(Regelset, body)


def write_sheet(regels: Regelset) -> str:
    """Write a rule set as YAML; what says nothing is left out."""
    body = regels.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    written: str = yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=BREED)
    return written
