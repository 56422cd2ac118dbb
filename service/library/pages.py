"""The pages of the library besides the reading page: editing, versions, publishing, figures."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
