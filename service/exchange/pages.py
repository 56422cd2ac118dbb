"""Downloads: the page of a strategy, the files, and how far one is."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
