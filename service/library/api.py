"""The library for programs: the same verbs as JSON."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1", tags=["Strategies"])
