"""Every door for systems, in one list; each is built around the hub."""

from ketenhub.web.api.auditwortels import root_router
from ketenhub.web.api.bekijken import glance_router
from ketenhub.web.api.berichten import status_router
from ketenhub.web.api.deelbesluiten import decision_router
from ketenhub.web.api.deelregels import rules_router
from ketenhub.web.api.deelregelvragen import rule_questions_router
from ketenhub.web.api.deur import door_router
from ketenhub.web.api.inzicht import insight_router
from ketenhub.web.api.koppelvoorstellen import proposal_router
from ketenhub.web.api.mensendeuren import OVER_MENSEN
from ketenhub.web.api.plannen import plan_router
from ketenhub.web.api.proeven import trial_router
from ketenhub.web.api.signalen import signal_router

DEUREN = (
    door_router,
    status_router,
    plan_router,
    signal_router,
    insight_router,
    glance_router,
    trial_router,
    proposal_router,
    *OVER_MENSEN,
    rule_questions_router,
    rules_router,
    decision_router,
    root_router,
)
