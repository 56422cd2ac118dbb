"""Other people's repositories: real bundles with their history, and hostile ones."""

import os
import subprocess
from pathlib import Path

import pytest

from service.repositories import Repositories
from service.repositories.foreign import DocumentUnknown, Foreign, ForeignUnreadable

HISTORIES = Path(__file__).parents[2] / "data" / "histories"
#: The documents of each bundle, with the number of their revisions along one line of descent.
BUNDLES = {
    "nhsx-open-source-policy": {"open-source-policy.md": 35},
    "18f-budgeting-handbook": {"handbook.md": 20},
    "us-federal-data-strategy": {
        "pages/action-plan.md": 50,
        "pages/background.md": 14,
        "pages/practices.md": 35,
    },
}


class Author:
    """Somebody who works in a repository of their own with stock git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main", folder)

    def git(self, *arguments: object) -> str:
        """Run stock git there; what it prints."""
        named = {f"GIT_{one}_{kind}": "me@x" for one in ("AUTHOR", "COMMITTER")
                 for kind in ("NAME", "EMAIL")}  # fmt: skip
        return subprocess.run(
            ["git", *(str(one) for one in arguments)],
            cwd=self.folder.parent if arguments[0] == "init" else self.folder,
            env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **named},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def commit(self, message: str, **files: bytes) -> None:
        """Commit all that is there, and these files."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "theirs")


@pytest.mark.parametrize("bundle", BUNDLES)
def test_real_bundle_is_walked_and_kept(bundle: str, repositories: Repositories) -> None:
    """Every revision of every document of a real history becomes one of ours, byte for byte."""
    with Foreign(HISTORIES / f"{bundle}.bundle") as foreign:
        assert set(foreign.documents()) == set(BUNDLES[bundle])
        for number, (document, expected) in enumerate(BUNDLES[bundle].items()):
            ours = repositories.create(f"imported-{number}")
            revisions = list(foreign.walk(document))
            for revision in revisions:
                ours.commit(
                    expecting=ours.head(),
                    changes=revision.files,
                    author="imported",
                    message=revision.message,
                    when=revision.when,
                )

            history = ours.between(None, ours.head() or "")

            assert len(revisions) == expected
            assert [commit.when for commit in history] == [one.when for one in revisions]
            assert ours.text(history[-1].id).encode() == revisions[-1].files["strategy.md"]
            assert foreign.documents()[document] == len(revisions[-1].files["strategy.md"])
            assert ours.check() == ()


def test_version_of_a_real_history_is_tagged(repositories: Repositories) -> None:
    """An imported edition can be released and stays readable when the draft moves on."""
    ours = repositories.create("policy")
    with Foreign(HISTORIES / "nhsx-open-source-policy.bundle") as foreign:
        revisions = list(foreign.walk("open-source-policy.md"))
    made = [
        ours.commit(
            expecting=ours.head(), changes=one.files, author="a", message=one.message, when=one.when
        )
        for one in revisions
    ]

    ours.tag(name="v1.0", revision=made[10], author="a", message="", when=revisions[10].when)

    assert ours.tags() == {"v1.0": made[10]}
    assert ours.text(ours.tags()["v1.0"]).encode() == revisions[10].files["strategy.md"]


def test_authors_moments_and_words_are_as_recorded(author: Author) -> None:
    """A revision says who, when and why as their repository does."""
    author.commit("Begin\n\nWith reasons.", **{"a.md": b"1"})

    with Foreign(author.folder) as foreign:
        (revision,) = foreign.walk("a.md")

    assert revision.author_name == revision.author_email == "me@x"
    assert revision.message == "Begin\n\nWith reasons."
    assert revision.when.tzinfo is not None


def test_history_is_followed_through_a_rename(author: Author) -> None:
    """A document that was moved keeps its revisions from before."""
    text = b"\n".join(b"Line %d of the text." % n for n in range(30))
    author.commit("One", **{"old/name.md": text})
    author.commit("Two", **{"old/name.md": text + b"\nMore."})
    (author.folder / "new").mkdir()
    author.git("mv", "old/name.md", "new/title.md")
    author.commit("Moved")
    author.commit("Three", **{"new/title.md": text + b"\nStill more."})

    with Foreign(author.folder) as foreign:
        assert [one.message for one in foreign.walk("new/title.md")] == ["One", "Two", "Three"]


def test_merge_gives_states_that_followed_each_other(author: Author) -> None:
    """A branch merged as it stood gives its commits; no revision undoes another's words."""
    author.commit("Base", **{"a.md": b"A\n\nB\n"})
    author.git("checkout", "-q", "-b", "side")
    author.commit("Side one", **{"a.md": b"A1\n\nB\n"})
    author.commit("Side two", **{"a.md": b"A2\n\nB\n"})
    author.git("checkout", "-q", "main")
    author.commit("Elsewhere", **{"other.md": b"x"})
    author.git("merge", "-q", "--no-ff", "-m", "Merge", "side")

    with Foreign(author.folder) as foreign:
        messages = [one.message for one in foreign.walk("a.md")]

    assert messages == ["Base", "Side one", "Side two"]


def test_pictures_come_along_and_links_are_set_right(author: Author) -> None:
    """Pictures in the folder keep their place; those from elsewhere go to `figures/`."""
    text = (
        b'![A](img/a.png) ![B](./img/b%20b.svg "t") ![C](../shared/c.JPG)\n<img src="/d.gif">\n'
        b"![E](https://x.org/e.png) ![F](gone.png) [G](img/a.txt)\n\n"
        b"![H][h]\n\n[h]: ../shared/h.png\n"
    )
    pictures = ["docs/img/a.png", "docs/img/b b.svg", "shared/c.JPG", "d.gif", "shared/h.png"]
    files = {name: name.encode() for name in [*pictures, "docs/img/a.txt"]}
    author.commit("All", **{"docs/s.md": text, **files})
    author.commit("Picture", **{"shared/c.JPG": b"other"})
    author.commit("No matter", **{"shared/unused.png": b"x"})

    with Foreign(author.folder) as foreign:
        first, second = foreign.walk("docs/s.md")

    assert first.files == {
        "strategy.md": text.replace(b"./img/b%20b.svg", b"img/b%20b.svg")
        .replace(b"../shared/c.JPG", b"figures/c.JPG")
        .replace(b"/d.gif", b"figures/d.gif")
        .replace(b"../shared/h.png", b"figures/h.png"),
        "img/a.png": b"docs/img/a.png",
        "img/b b.svg": b"docs/img/b b.svg",
        "figures/c.JPG": b"shared/c.JPG",
        "figures/d.gif": b"d.gif",
        "figures/h.png": b"shared/h.png",
    }
    assert second.files["figures/c.JPG"] == b"other"


def test_pictures_of_one_name_do_not_meet(author: Author) -> None:
    """Two pictures called alike in two folders both come, each under a name of its own."""
    text = b"![1](../x/p.png) ![2](../y/p.png) ![3](figures/p.png)"
    files = {"x/p.png": b"x", "y/p.png": b"y", "d/figures/p.png": b"d"}
    author.commit("All", **{"d/s.md": text, **files})

    with Foreign(author.folder) as foreign:
        (revision,) = foreign.walk("d/s.md")

    assert sorted(revision.files.values())[1:] == [b"d", b"x", b"y"]
    assert revision.files["figures/p.png"] == b"d"


def test_nothing_of_theirs_is_run_or_followed(author: Author, tmp_path: Path) -> None:
    """Hooks, filters, configured programs and symbolic links do nothing here."""
    canary = tmp_path / "canary"
    (tmp_path / "secret.png").write_bytes(b"secret")
    author.commit(
        "All", **{"s.md": b"![x](link.png) ![y](../secret.png)", ".gitattributes": b"* filter=x\n"}
    )
    (author.folder / "link.png").symlink_to(tmp_path / "secret.png")
    (author.folder / "link.md").symlink_to(tmp_path / "secret.png")
    author.commit("Links")
    for name in ("filter.x.smudge", "filter.x.clean", "core.fsmonitor", "diff.external",
                 "core.sshCommand", "uploadpack.packObjectsHook"):  # fmt: skip
        author.git("config", name, f"touch {canary}")
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        hook = author.folder / ".git/hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {canary}\n")
        hook.chmod(0o755)

    with Foreign(author.folder) as foreign:
        documents = foreign.documents()
        revisions = list(foreign.walk("s.md"))

    assert list(documents) == ["s.md"]
    assert [set(one.files) for one in revisions] == [{"strategy.md"}]
    assert not canary.exists()


def test_deeply_nested_folders_are_read(author: Author) -> None:
    """A thousand and more folders inside each other are no more than a long path."""
    (author.folder / "s.md").write_bytes(b"# Deep\n")
    blob = author.git("hash-object", "-w", "s.md").strip()
    author.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{'d/' * 1200}s.md")
    author.git("commit", "-q", "-m", "Deep")

    with Foreign(author.folder) as foreign:
        (path,) = foreign.documents()

    assert path.count("/") == 1200


@pytest.mark.parametrize(
    "content", [b"", b"# v2 git bundle\n", b"# v2 git bundle\n\nPACK", b"\x00" * 99]
)
def test_what_is_no_bundle_is_refused(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that only looks like a bundle is refused in words, and nothing stays behind."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    bundle = tmp_path / "x.bundle"
    bundle.write_bytes(content)

    with pytest.raises(ForeignUnreadable):
        Foreign(bundle)

    assert list(tmp_path.iterdir()) == [bundle]


def test_what_is_no_repository_is_refused(tmp_path: Path, author: Author) -> None:
    """An empty folder, nothing at all, and a repository without a commit are refused."""
    for path in (tmp_path, tmp_path / "nothing", author.folder):
        with pytest.raises(ForeignUnreadable):
            Foreign(path)


def test_unknown_document_is_missing(author: Author) -> None:
    """A path that is no document of the tip cannot be walked."""
    author.commit("One", **{"a.md": b"1", "b.txt": b"2"})

    with Foreign(author.folder) as foreign:
        for document in ("b.txt", "../a.md", "", "--all"):
            with pytest.raises(DocumentUnknown):
                foreign.walk(document)


def test_bundle_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder into which a bundle was unpacked is gone once it is closed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with Foreign(HISTORIES / "18f-budgeting-handbook.bundle"):
        during = list(tmp_path.iterdir())

    assert len(during) == 1
    assert list(tmp_path.iterdir()) == []
