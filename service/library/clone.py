"""`git clone` of a public strategy: read-only, with stock git."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
