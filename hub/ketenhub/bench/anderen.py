"""The same rules given to the policy engines that others would take: one question for each distinct path of the plan (B7)."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.delen import Actie
from ketenhub.share.regels import Veld, fits

try:
    import cedarpy
except ImportError:
    cedarpy = None  # type: ignore[assignment]  # only the bench uses it, and only where it is installed

try:
    import casbin
except ImportError:
    casbin = None

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ketenhub.domain.delen import Deelregel
    from ketenhub.share.gereed import Gereed
    from ketenhub.share.ontvanger import Omgeving

    Antwoorden = list[bool]

CASBIN = """
[request_definition]
r = feit, veld, bron
[policy_definition]
p = feit, veld, bron, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.feit == p.feit && r.veld == p.veld && r.bron == p.bron
"""
NIET = "niet gemeten: {} is hier niet geinstalleerd"


@dataclass(frozen=True, slots=True)
class Vragen:
    """What is asked: every distinct path of a plan, and the rules that are about one recipient."""

    velden: tuple[Veld, ...]
    regels: tuple[Deelregel, ...]

    @property
    def antwoorden(self) -> Antwoorden:
        """Give what our own rules say to each question; the others must say the same."""
        found = [next((regel for regel in self.regels if fits(regel, veld)), None) for veld in self.velden]
        return [regel is not None and regel.actie is not Actie.ONTHOUDEN for regel in found]


def questions(gereed: Gereed, regels: Sequence[Deelregel], omgeving: Omgeving) -> Vragen:
    """Give each distinct path of a plan as a question: kind of fact, field, category, and kind of organisation that said it."""
    kinds = catalogus()
    asked = {
        Veld(stuk.vorm.soort, naam, kinds[stuk.vorm.soort][naam], omgeving.soorten.get(stuk.bron or "", ""))
        for stuk in gereed.stukken
        for naam in stuk.vorm.velden
    }
    return Vragen(tuple(sorted(asked)), tuple(regels))


def _listed(name: str, values: Sequence[str]) -> list[str]:
    words = ", ".join(f'"{value}"' for value in values)
    return [f"[{words}].contains(resource.{name})"] if values else []


def _as_cedar(regel: Deelregel) -> str:
    when = [
        *_listed("categorie", regel.categorieen),
        *_listed("feit", regel.feitsoorten),
        *_listed("veld", regel.velden),
        *_listed("bron", regel.bron_soorten),
    ]
    effect = "forbid" if regel.actie is Actie.ONTHOUDEN else "permit"
    return f"{effect}(principal, action, resource) when {{ {' && '.join(when)} }};"


def ask_cedar(vragen: Vragen) -> Callable[[], Antwoorden] | None:
    """Give what asks cedarpy everything at once, policies and facts read before; None where it is not installed."""
    if cedarpy is None:
        return None
    facts = [
        {
            "uid": {"type": "Veld", "id": f"v{n}"},
            "attrs": {"feit": veld.feitsoort, "veld": veld.naam, "categorie": veld.categorie.value, "bron": veld.bron},
            "parents": [],
        }
        for n, veld in enumerate(vragen.velden)
    ]
    policies, entities = (
        cedarpy.PolicySet.from_str("\n".join(map(_as_cedar, vragen.regels))),
        cedarpy.Entities.from_json_str(json.dumps(facts)),
    )
    asked = [
        {"principal": 'Ontvanger::"o"', "action": 'Handeling::"zien"', "resource": f'Veld::"v{n}"', "context": {}}
        for n in range(len(vragen.velden))
    ]
    return lambda: [answer.allowed for answer in cedarpy.is_authorized_batch(asked, policies, entities)]


def ask_casbin(vragen: Vragen) -> Callable[[], Antwoorden] | None:
    """Give what asks pycasbin everything at once, its table of policies filled before; None where it is not installed."""
    if casbin is None:
        return None
    model = casbin.Model()
    model.load_model_from_text(CASBIN)
    enforcer = casbin.Enforcer(model)
    for regel in vragen.regels:
        effect = "deny" if regel.actie is Actie.ONTHOUDEN else "allow"
        rows = [[veld.feitsoort, veld.naam, veld.bron, effect] for veld in vragen.velden if fits(regel, veld)]
        enforcer.add_policies([row for row in rows if not enforcer.has_policy(*row)])
    asked = [[veld.feitsoort, veld.naam, veld.bron] for veld in vragen.velden]
    return lambda: list(enforcer.batch_enforce(asked))


def cpu_ms(act: Callable[[], object]) -> float:
    """Give the CPU in ms of one act."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000
