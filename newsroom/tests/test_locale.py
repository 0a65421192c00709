"""Every visible text has its Vietnamese, and the compiled catalogue is the one of the source."""

import ast
import gettext
import re
from pathlib import Path

import pytest

NEWSROOM = Path(__file__).resolve().parent.parent
ENTRY = re.compile(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)', re.MULTILINE)


def _text(quoted):
    return "".join(ast.literal_eval(line) for line in quoted.splitlines())


@pytest.mark.parametrize("domain", ["django", "djangojs"])
@pytest.mark.parametrize("folder", ["locale", "locale_libraries"])
def test_nothing_is_untranslated_and_the_catalogue_is_compiled(folder, domain):
    texts = NEWSROOM / folder / "vi" / "LC_MESSAGES"
    source = (texts / f"{domain}.po").read_text(encoding="utf-8")
    with (texts / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    entries = [(_text(msgid), _text(msgstr)) for msgid, msgstr in ENTRY.findall(source)]
    assert len(entries) > 10
    assert "#, fuzzy" not in source
    for msgid, msgstr in entries:
        assert msgstr, f"no Vietnamese for {msgid!r}"
        if msgid:
            assert compiled.gettext(msgid) == msgstr, f"run `make messages`: {msgid!r}"
