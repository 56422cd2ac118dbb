"""A FastAPI application that serves bytes: what the frame itself costs a page.

uvicorn tests.benchmarks.limits.bare:app      with BENCH_FOLDER, whose files it serves
"""

import os
from pathlib import Path

from fastapi import FastAPI, Response

PAGES = {path.name: path.read_bytes() for path in Path(os.environ["BENCH_FOLDER"]).glob("bench-*")}
app = FastAPI()


@app.get("/{page}")
async def read(page: str) -> Response:
    """One page, as it lies there."""
    return Response(PAGES[page], media_type="text/html; charset=utf-8")
