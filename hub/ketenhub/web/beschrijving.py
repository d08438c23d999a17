"""Describe the API without a running hub: what `schemas/openapi.json` holds."""

from fastapi import FastAPI

from ketenhub.flow.hub import Hub
from ketenhub.web.app import VERSIE, include_api
from ketenhub.web.auth.poort import Poort
from ketenhub.web.openapi import Document, document


def describe() -> Document:
    """Give the description; the routes get a hub and a door that hold nothing, since nobody calls them here."""
    app = FastAPI(title="Ketenhub", version=VERSIE)
    include_api(app, Hub.__new__(Hub), Poort.__new__(Poort))
    return document(app)
