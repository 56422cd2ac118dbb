"""What people might write to make an export run, read, fetch or reveal something."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pytest

from service.document.formats.docx_out import docx
from service.document.formats.stamp import Stamp
from service.document.formats.typeset import pdf
from tests.service.document.formats.pdf_text import text_of
from tests.service.document.formats.samples import FIGURES, png, stamp

_Export = Callable[[str, Mapping[str, bytes], Stamp], bytes]
_CANARY = "canary-7d1f"

#: Ways to read a file or to run code, in every language that is near: {file} is one outside the
#: root, and figure-1.svg one that typst can reach.
_TRICKS = (
    '#read("{file}")',
    '`#read("{file}")`{{=typst}}',
    '```{{=typst}}\n#read("{file}")\n```',
    '~~x~~.at(read("figure-1.svg"))',
    '[a](https://example.org).f(read("figure-1.svg"))',
    '**b**.f(read("figure-1.svg")) *i*.f(read("figure-1.svg")) `c`.f(read("figure-1.svg"))',
    '[^n](read("figure-1.svg")) [^n].f(read("figure-1.svg"))\n\n[^n]: x',
    '![i](figures/a.svg).f(read("figure-1.svg")) ![i](figures/a.svg)(read("figure-1.svg"))',
    '- = x #read("figure-1.svg")\n- / a: #read("figure-1.svg")',
    'Term // : #read("figure-1.svg")\n: d',
    '# H {{#a>#read("figure-1.svg")<b}}\n\n[x](#a>#read("figure-1.svg")<b)',
    '![x](figures/a.svg){{width="1, x: read(\\"figure-1.svg\\")"}}',
    '![x](figures/a.svg "\\") #read(\\"figure-1.svg\\")")',
    "![x]({file}) ![x](file://{file}) ![x](figures/../../../../../..{file})",
    '| #read("{file}") | ~~x~~(read("{file}")) |\n|---|---|\n| \\input{{{file}}} | x |',
    "\\input{{{file}}} $\\input{{{file}}}$ \\include{{{file}}}",
    ".. include:: {file}\n\n#+INCLUDE: {file}\n\n{{{{< include {file} >}}}}",
    "<img src='{file}'><iframe src='{file}'></iframe><object data='file://{file}'></object>",
    "---\nbibliography: {file}\nheader-includes: '#read(\"{file}\")'\n---\n\n@canary",
    '#import "@preview/example:0.1.0": *\n\n#include "{file}"\n\n#plugin("{file}")',
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of the machine that no export may show."""
    secret = tmp_path / "secret.txt"
    secret.write_text(_CANARY)
    return secret


def _all_bytes(made: bytes) -> bytes:
    """All that is in a file, unpacked."""
    if made.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(made)) as opened:
            streams = [item for item in opened.objects if isinstance(item, pikepdf.Stream)]
            return text_of(made).encode() + b"".join(stream.read_bytes() for stream in streams)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("export", [pdf, docx])
def test_no_trick_reads_a_file(export: _Export, file: Path) -> None:
    """Twenty ways to make the file contain another one: none does, and all words stay words."""
    figures = {"figures/a.svg": FIGURES["figures/boxes.svg"] + f"<!--{_CANARY}-->".encode()}
    text = "\n\n".join(trick.format(file=file) for trick in _TRICKS)

    made = export(text, figures, stamp(title='#read("figure-1.svg")', owner='"); #read("x'))

    assert _CANARY.encode() not in _all_bytes(made)
    assert made.startswith((b"%PDF", b"PK"))


@pytest.mark.parametrize("trick", _TRICKS)
def test_each_trick_alone_comes_out_as_words(trick: str, file: Path) -> None:
    """None of them even stops the export, which would tell that it was half understood."""
    figures = {"figures/a.svg": FIGURES["figures/boxes.svg"]}

    words = text_of(pdf(trick.format(file=file), figures, stamp()))

    assert _CANARY not in words


def test_an_svg_reads_no_file_and_fetches_nothing(file: Path) -> None:
    """Pictures inside a picture, styles and scripts are left out of it."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="90" height="90"><image href="{file}" width="9" height="9"/>'
        f'<image xlink:href="file://{file}" width="9" height="9"/>'
        '<image href="figure-2.png" width="9" height="9"/>'
        '<image href="http://127.0.0.1:9/x.png" width="9" height="9"/>'
        f"<style>@import url({file});</style><script>alert(1)</script>"
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]><text y="20">&e;ok</text></svg>'
    )
    for export in (pdf, docx):
        made = export("![x](a.svg)", {"a.svg": svg.encode(), "b.png": png()}, stamp())
        assert _CANARY.encode() not in _all_bytes(made)


_ADDRESSES = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#9;script:alert(1)", "data:text/html,x"),
    *("vbscript:x", "file:///etc/passwd", "//example.org/x", "../x", "/s/x", "ftp://example.org"),
    *("ms-word:ofe|u|http://example.org", "&#106;avascript:alert(1)", "smb://example.org/x"),
)


def test_links_of_other_kinds_keep_their_words_alone() -> None:
    """Neither a PDF nor a Word file leads anywhere but to http, https, mailto and tel."""
    text = "\n\n".join(f"[words{n}](<{address}>)" for n, address in enumerate(_ADDRESSES))
    text += "\n\n[ok](https://example.org/ok) [mail](mailto:a@example.org) [call](tel:+44151)\n"

    made = pdf(text, {}, stamp())
    document = docx(text, {}, stamp())

    words = text_of(made)
    assert all(f"words{n}" in words for n in range(len(_ADDRESSES)))
    kept = {"https://example.org/ok", "mailto:a@example.org", "tel:+44151"}
    assert _pdf_addresses(made) == kept | {stamp().url}
    assert _word_addresses(document) == kept


def _pdf_addresses(made: bytes) -> set[str]:
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as opened:
        opened.save(plain, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    actions = set(re.findall(rb"/S /(\w+)", plain.getvalue()))
    assert not actions & {
        b"JavaScript",
        b"Launch",
        b"GoToR",
        b"GoToE",
        b"SubmitForm",
        b"ImportData",
    }
    return {uri.decode() for uri in re.findall(rb"/URI \(([^)]*)\)", plain.getvalue())}


def _word_addresses(made: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".rels")]
        text = "".join(archive.read(name).decode() for name in names)
    external = [part for part in re.findall(r"<Relationship [^>]*>", text) if "External" in part]
    return {re.search(r'Target="([^"]*)"', part)[1] for part in external}  # type: ignore[index]  # each has one


@pytest.mark.parametrize("export", [pdf, docx])
def test_naughty_strings_come_through_everywhere(export: _Export) -> None:
    """Each hostile string in text, heading, table, code, alternative and stamp: a file is made."""
    data = Path(__file__).parents[3] / "data" / "hostile.json"
    strings = [string for string, _ in json.loads(data.read_text(encoding="utf-8"))][::2]
    lines = [" ".join(string.split()) for string in strings]
    blocks = [
        "\n\n".join(strings),
        "\n\n".join(f"# {line}" for line in lines),
        "| a | b |\n|---|---|\n" + "".join(f"| {line.replace('|', '')} | x |\n" for line in lines),
        "\n\n".join(f"```\n{string}\n```\n\n![{string}](a.png)" for string in strings),
    ]
    everything = " ".join(lines)[:3000]
    fields = dict.fromkeys(("title", "owner", "organisation", "status", "url"), everything)

    for block in blocks:
        assert export(block, {}, stamp()).startswith((b"%PDF", b"PK"))
    assert export("x", {}, stamp(**fields, version=everything)).startswith((b"%PDF", b"PK"))
