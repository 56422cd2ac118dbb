"""Serve the pages for looking at: `python -m tests.browser.assets [PORT]`."""

import sys
import tempfile
from pathlib import Path

import uvicorn

from tests.browser.assets.site import build

if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8100
    with tempfile.TemporaryDirectory() as folder:
        uvicorn.run(build(Path(folder)), port=port, log_level="warning")
