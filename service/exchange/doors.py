"""The door to what exports are made from and kept in."""

from typing import Annotated, cast

from fastapi import Depends, Request

from service.exchange.ask import Desk


def _desk(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


AtDesk = Annotated[Desk, Depends(_desk)]
