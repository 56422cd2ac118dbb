"""An installation with everything in it that a page can show."""

import json
import urllib.request
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, StorageState

from tests.installed.running import Running
from tests.journeys.chromium import Desk, desk

SLUG = "cancer-research"
_LOST = "These few words will soon be gone."


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is there, and who looks at it."""

    #: What addresses of the service begin with.
    address: str
    #: The owner of the demonstration, signed in.
    owner: StorageState
    #: The revision of the draft.
    revision: str
    #: The first revision.
    first: str
    #: A revision that differs from the draft in every way that there is.
    tried: str
    #: A thread in the text.
    thread: str
    #: A thread whose words are gone.
    orphan: str
    #: Its first comment, which the owner wrote.
    own: str
    #: A proposal that fits the draft.
    proposal: str
    #: A proposal that no longer does.
    behind: str
    #: A proposal that was declined.
    declined: str
    #: The page of a revision that was put together.
    together: str
    #: A file that was made.
    export: str
    #: Somebody.
    person: str
    #: A personal link.
    link: str


def set_scene(browser: Browser, running: Running) -> Scene:
    """Comment on words, take them away, ask for a file: through the API, as a program would."""
    link, somebody = running.links()[0], desk(browser)
    somebody.sign_in(link)
    program = Program(running.address, token(somebody, running.address))
    state = somebody.page.context.storage_state()
    orphan, tried = _orphan(program), _tried(program)
    behind = _behind(program)
    together = _together(somebody, program)
    somebody.page.context.close()
    draft = program.ask("GET", f"strategies/{SLUG}/draft")
    revisions = program.ask("GET", f"strategies/{SLUG}/revisions")
    threads = program.ask("GET", f"strategies/{SLUG}/threads")
    placed = next(each for each in threads if each["open"] and each["quote"])
    export = program.ask("POST", f"strategies/{SLUG}/exports", {"format": "docx"})
    return Scene(
        address=running.address,
        owner=state,
        revision=draft["revision"],
        first=revisions[-1]["id"],
        tried=tried,
        thread=placed["id"],
        orphan=orphan["id"],
        own=orphan["comments"][0]["id"],
        proposal=_proposed(program, draft["text"], "Shorter aims"),
        behind=behind,
        declined=_declined(program, draft["text"]),
        together=together,
        export=export["id"],
        person=program.ask("GET", "people")[0]["id"],
        link=link,
    )


def token(owner: Desk, address: str) -> str:
    page = owner.page
    page.goto(f"{address}/account")
    page.get_by_label("Name of the new token").fill("scene")
    page.get_by_role("button", name="Make a token").click()
    return page.locator("[data-made]").inner_text()


@dataclass(frozen=True, slots=True)
class Program:
    """A program that uses the API."""

    #: What addresses of the service begin with.
    address: str
    #: A personal token.
    token: str

    def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, seen: str = ""
    ) -> Any:  # noqa: ANN401 - what JSON holds
        """Send a request; `seen` is the revision that the program saw."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if seen:
            headers["If-Match"] = f'"{seen}"'
        request = urllib.request.Request(
            f"{self.address}/api/v1/{path}",
            data=json.dumps(body).encode() if body is not None else None,
            headers=headers,
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())


def _orphan(program: Program) -> dict[str, Any]:
    """Comment on a paragraph, then take it away; return the thread."""
    draft = program.ask("GET", f"strategies/{SLUG}/draft")
    _save(program, f"{draft['text']}\n\n{_LOST}\n", draft["revision"])
    said = {"body": "Why these?", "quote": _LOST}
    thread = program.ask("POST", f"strategies/{SLUG}/threads", said)
    now = program.ask("GET", f"strategies/{SLUG}/draft")
    _save(program, draft["text"], now["revision"])
    return dict(thread)


def _tried(program: Program) -> str:
    """Reword, add, take away and move passages, and change a cell; then restore what was there."""
    before = program.ask("GET", f"strategies/{SLUG}/draft")
    blocks = before["text"].split("\n\n")
    long = [at for at, each in enumerate(blocks) if len(each) > 200 and each[0].isalpha()]
    table = next(at for at, each in enumerate(blocks) if each.startswith("|"))
    blocks[table] = "|".join([*blocks[table].split("|")[:-2], " Another cell ", ""])
    blocks[long[0]] = f"In other words: {blocks[long[0]]}"
    blocks[long[1]] = f"{_LOST}\n\n{blocks[long[1]]}"
    blocks.append(blocks[long[3]])
    blocks[long[2]] = blocks[long[3]] = ""
    text = "\n\n".join(filter(None, blocks)).replace(": in_progress", ": complete", 1)
    tried = _save(program, f"{text}\n", before["revision"])
    there = f"strategies/{SLUG}/revisions/{before['revision']}/restoration"
    program.ask("POST", there, {}, seen=tried)
    return tried


def _together(owner: Desk, program: Program) -> str:
    """Save a section over the first revision, though another was saved since; return where to."""
    first = program.ask("GET", f"strategies/{SLUG}/revisions")[-1]["id"]
    page = owner.page
    page.goto(f"{program.address}/s/{SLUG}/edit/_control")
    page.locator("input[name=expecting]").evaluate("(field, old) => field.value = old", first)
    lines = page.get_by_label("Text of this section")
    lines.fill(f"{lines.input_value().rstrip()}\nsupersedes: Nothing\n")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/together/*")
    return page.url.removeprefix(program.address)


def _save(program: Program, text: str, seen: str) -> str:
    body = {"text": text, "what_changed": "Tried a sentence"}
    saved = program.ask("PUT", f"strategies/{SLUG}/draft", body, seen=seen)
    return str(saved["revision"])


def _proposed(program: Program, text: str, title: str, word: str = "shorter") -> str:
    """Propose other words for the summary and one more paragraph; say something on it."""
    other = text.replace(" six ", f" six {word} ", 1) + "\n\nWho pays is said here.\n"
    body = {"title": title, "reason": "The board asked.\n\nTwice.", "text": other}
    made = program.ask("POST", f"strategies/{SLUG}/proposals", body)
    program.ask("POST", f"proposals/{made['id']}/remarks", {"body": "Look at the end first."})
    return str(made["id"])


def _declined(program: Program, text: str) -> str:
    """Propose something and decline it."""
    proposal = _proposed(program, text, "Another name")
    program.ask("POST", f"proposals/{proposal}/declining", {"reason": "It says nothing."})
    return proposal


def _behind(program: Program) -> str:
    """Propose something, then change the same words of the draft."""
    draft = program.ask("GET", f"strategies/{SLUG}/draft")
    proposal = _proposed(program, draft["text"], "The working group’s redraft")
    _save(program, draft["text"].replace(" six ", " six broad ", 1), draft["revision"])
    return proposal
