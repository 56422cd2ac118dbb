"""Downloads for programs."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1", tags=["Downloads"])
