"""The old encodings on any bytes and any text."""

import unicodedata

from hypothesis import given, settings, strategies as st

from articles.formats.encodings import NAMES, UnknownEncoding, decode, decode_text
from articles.formats.encodings.conversion import encode
from articles.formats.encodings.syllables import COMMON
from articles.tests.encoded import (
    same,
)


class TestAnyInput:
    @settings(max_examples=300)
    @given(st.binary(max_size=400))
    def test_random_bytes_decode_or_are_refused(self, data):
        try:
            decoded = decode(data)
        except UnknownEncoding:
            return
        assert unicodedata.is_normalized("NFC", decoded.text)

    @settings(max_examples=200)
    @given(st.text(max_size=200).filter(lambda text: "\0" not in text))
    def test_any_text_passes_through_decode_text(self, text):
        assert unicodedata.is_normalized("NFC", decode_text(text).text)

    @settings(max_examples=100)
    @given(st.binary(max_size=200), st.sampled_from(list(NAMES)))
    def test_any_bytes_under_a_forced_name_decode_or_are_refused(self, data, name):
        try:
            decoded = decode(data, forced=name)
        except UnknownEncoding:
            return
        assert unicodedata.is_normalized("NFC", decoded.text)

    @settings(max_examples=150)
    @given(
        st.lists(st.sampled_from(sorted(word for word in COMMON if len(word) > 1 and not word.isascii())), min_size=9),
        st.sampled_from(list(NAMES)),
    )
    def test_sentences_of_common_words_come_back_from_every_encoding(self, words, name):
        sentence = " ".join(words).capitalize() + "."
        assert same(decode(encode(sentence, name)).text, sentence, name)
