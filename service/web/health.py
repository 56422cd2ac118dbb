"""Whether the service is alive, and whether it is ready: for those who watch over it."""

from fastapi import APIRouter
from sqlalchemy import text
from starlette.responses import PlainTextResponse

from service.web.doors import Reading

router = APIRouter(prefix="/health", include_in_schema=False)


@router.get("/live")
def live() -> PlainTextResponse:
    """Answer at all."""
    return PlainTextResponse("alive")


@router.get("/ready")
def ready(db: Reading) -> PlainTextResponse:
    """Answer once the database does."""
    db.scalar(text("SELECT 1"))
    return PlainTextResponse("ready")
