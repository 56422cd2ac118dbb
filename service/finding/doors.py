"""The door to the search engine."""

from typing import Annotated, cast

from fastapi import Depends, Request

from search import SearchEngine


def _engine(request: Request) -> SearchEngine:
    return cast(SearchEngine, request.app.state.engine)


Engine = Annotated[SearchEngine, Depends(_engine)]
