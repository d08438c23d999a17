"""The doors about people: who is who in a household and what they may see, and who of the organisations may see it."""

from ketenhub.web.api.mensen import people_router
from ketenhub.web.api.noodtoegangen import emergency_router
from ketenhub.web.api.persoonskoppelingen import person_router
from ketenhub.web.api.toegang import assignment_router, conflict_router

OVER_MENSEN = (person_router, people_router, conflict_router, assignment_router, emergency_router)
