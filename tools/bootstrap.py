"""Find a Python that is new enough, and hand over to `tools.environment`.

This one file keeps to the syntax of Python 3.6, so that an old Python says a sentence instead of a
`SyntaxError`. `--needs 3.99` as the first argument raises the minimum, to see what it then says.
"""
# ruff: noqa: PTH100, PTH120, RUF005, S606, UP006, UP032, UP035 - each advises newer ways

import os
import shutil
import subprocess
import sys
from typing import List, Tuple

#: The oldest Python that runs Roundtable.
OLDEST = (3, 11)
#: What else to try, best first, where the Python that runs this is too old.
OTHERS = ("python3.13", "python3.12", "python3.11")
HERE = os.path.abspath(__file__)


def main(arguments: List[str]) -> int:
    """Run `tools.environment` here, or start this again with a newer Python; 1 if there is none."""
    oldest, arguments = _oldest(arguments)
    if sys.version_info[:2] >= oldest:
        sys.path.insert(0, os.path.dirname(os.path.dirname(HERE)))
        from tools import environment

        return environment.main(arguments)
    newer = [path for path in map(shutil.which, OTHERS) if path and _suits(path, oldest)]
    if newer:
        os.execv(newer[0], [newer[0], HERE] + arguments)
    sys.stderr.write(
        "Roundtable needs Python {}.{} or newer, but this is Python {}.{}; install a newer one, "
        "then run the same command again.\n".format(*(oldest + sys.version_info[:2]))
    )
    return 1


def _oldest(arguments: List[str]) -> Tuple[Tuple[int, int], List[str]]:
    """The minimum asked for, as (major, minor), and the arguments that are left."""
    if arguments[:1] != ["--needs"]:
        return OLDEST, arguments
    major, minor = arguments[1].split(".")
    return (int(major), int(minor)), arguments[2:]


def _suits(path: str, oldest: Tuple[int, int]) -> bool:
    """Whether a Python starts at all (a version manager's shim may not) and is new enough."""
    question = "import sys; sys.exit(sys.version_info[:2] < {!r})".format(oldest)
    return subprocess.call([path, "-c", question], stderr=subprocess.DEVNULL) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
