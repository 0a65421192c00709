"""The sample files of all forms against the text that they are."""

import pytest

from articles.formats.encodings import decode
from articles.formats.encodings.tables import (
    PLAIN_PUNCTUATION,
)
from articles.tests.encoded import SAMPLES


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are beside the checkout only")
class TestSamples:
    def seed(self):
        return (SAMPLES / "seed.utf-8.txt").read_bytes().decode()

    @pytest.mark.parametrize(
        ("form", "name"),
        [
            ("cp1258", "windows-1258"),
            ("ncr", "ncr"),
            ("nfd", "decomposed"),
            ("uni-comp", "decomposed"),
            ("utf-8", "utf-8"),
            ("utf8-as-cp1252", "utf8-as-cp1252"),
        ],
    )
    def test_a_sample_that_kept_everything_is_the_seed(self, form, name):
        decoded = decode((SAMPLES / f"seed.{form}.txt").read_bytes())
        assert (decoded.text, decoded.encoding) == (self.seed(), name)

    @pytest.mark.parametrize("name", ["tcvn5712", "viscii", "vps", "viqr"])
    def test_a_sample_that_lost_its_typography_is_the_seed_but_for_that(self, name):
        decoded = decode((SAMPLES / f"seed.{name}.txt").read_bytes())
        assert (decoded.text, decoded.encoding) == (self.seed().translate(PLAIN_PUNCTUATION), name)

    @pytest.mark.parametrize("name", ["vni", "vni-as-cp1252"])
    def test_the_vni_samples_are_the_seed_but_for_the_spaces_that_they_lost(self, name):
        decoded = decode((SAMPLES / f"seed.{name}.txt").read_bytes())
        assert (decoded.text, decoded.encoding) == (self.seed().replace("\u00a0", "?"), name)
        assert [line for line, _ in decoded.lost] == [1, 5]

    @pytest.mark.parametrize("name", ["tcvn3", "tcvn3-as-cp1252"])
    def test_the_tcvn3_samples_differ_in_named_capitals_only(self, name):
        decoded = decode((SAMPLES / f"seed.{name}.txt").read_bytes())
        seed = self.seed().translate(PLAIN_PUNCTUATION)
        assert decoded.encoding == name
        assert decoded.text.lower() == seed.lower()
        lost = dict(decoded.lost)
        for number, (found, wanted) in enumerate(zip(decoded.text.split("\n"), seed.split("\n"), strict=True), 1):
            for one, other in zip(found.split(), wanted.split(), strict=True):
                assert one == other or one.strip(",.") in lost[number]
