"""The application over the three strategies."""

from collections.abc import Mapping

import pytest
from fastapi import FastAPI

from service.accounts.model import Actor
from service.app import create_app
from service.parts import Parts
from tests.service.doors.shelf import Shelf, fill


@pytest.fixture
def shelf(parts: Parts, people: Mapping[str, Actor]) -> Shelf:
    """The three strategies."""
    return fill(parts, people)


@pytest.fixture
def app(parts: Parts) -> FastAPI:
    """The whole application."""
    return create_app(parts)
