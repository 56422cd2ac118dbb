"""Forms are ours alone, and the secret that signs them is never a weak one."""

from pathlib import Path

import pytest

from service.web.forms import FIELD, load_secret
from tests.visit import Visit


def test_secret_is_made_once(tmp_path: Path) -> None:
    """43 characters that only their owner may read, the same at every start."""
    secret = load_secret(tmp_path / "secret")
    assert len(secret) == 43
    assert load_secret(tmp_path / "secret") == secret
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@pytest.mark.parametrize("left", [b"", b"half of one"])
def test_rest_of_an_interrupted_start_is_no_secret(tmp_path: Path, left: bytes) -> None:
    """With an empty one anybody could make the links of the demonstration."""
    (tmp_path / "secret").write_bytes(left)
    assert len(load_secret(tmp_path / "secret")) == 43


@pytest.mark.parametrize("origin", ["null", "http://[", "http://elsewhere.example", "//"])
def test_form_from_elsewhere_is_refused(client: Visit, origin: str) -> None:
    """Whatever a browser or a program calls the place that it came from."""
    form = {FIELD: client.form_token()}
    assert client.post("/sign-in", data=form, headers={"Origin": origin}).status_code == 403


def test_token_of_half_characters_is_refused(client: Visit) -> None:
    """A charset that somebody chose can put them into a field."""
    client.form_token()
    body = f'--b\r\nContent-Disposition: form-data; name="{FIELD}"\r\n\r\n\\ud800\r\n--b--\r\n'
    kind = "multipart/form-data; boundary=b; charset=raw_unicode_escape"
    answer = client.post("/sign-in", content=body.encode(), headers={"Content-Type": kind})
    assert answer.status_code == 403
