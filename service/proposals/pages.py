"""The pages of proposed revisions: the list, making one, one of them, writing and deciding it."""

from fastapi import APIRouter

from service.proposals import decision_pages, edit_pages, editor_pages, proposal_pages, update_pages

router = APIRouter(include_in_schema=False)
for each in (proposal_pages, edit_pages, editor_pages, update_pages, decision_pages):
    router.include_router(each.router)
