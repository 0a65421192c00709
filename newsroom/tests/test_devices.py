"""What a browser says of itself, in plain words."""

import pytest
from hypothesis import given, strategies as st

from newsroom.people.devices import agent_of, in_words

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"{WINDOWS} Chrome/141.0 Safari/537.36", "Chrome, Windows"),
        (f"{WINDOWS} coc_coc_browser/130.0 Chrome/124.0 Safari/537.36", "Cốc Cốc, Windows"),
        (f"{WINDOWS} Chrome/141.0 Safari/537.36 Edg/141.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36 Zalo android/24", "Zalo, Android"),
        ("", "Không rõ thiết bị"),
    ],
)
def test_the_device_is_told_in_words(agent, words):
    assert in_words(agent) == words


@given(st.text())
def test_whatever_a_browser_claims_is_short_printable_and_has_words(text):
    class Request:
        META = {"HTTP_USER_AGENT": text}

    kept = agent_of(Request)
    assert len(kept) <= 300
    assert kept.isprintable()
    assert in_words(kept)
