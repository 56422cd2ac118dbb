"""The pages of the library besides the reading page: editing, versions, history, comparing ..."""

from fastapi import APIRouter

from service.library import (
    edit_pages,
    editor_pages,
    figure_pages,
    history_pages,
    kept_pages,
    publish_pages,
    restore_pages,
    together_pages,
    version_pages,
)

router = APIRouter(include_in_schema=False)
for each in (
    edit_pages,
    editor_pages,
    kept_pages,
    together_pages,
    version_pages,
    history_pages,
    restore_pages,
    publish_pages,
    figure_pages,
):
    router.include_router(each.router)
