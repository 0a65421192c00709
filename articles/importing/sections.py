"""Which section an old story belongs to: named by it, by the folder it lay in, or given away by its words."""

import re
from collections import Counter

from django.utils.translation import gettext

from articles.models import Section, SectionAlias
from newsroom.vietnamese import fold, same_word_key, slugify

_APART = re.compile(r"[\W_]+")


class Sections:
    """Finds the section of a record. A name nobody knows yet becomes a doubt that one decision settles for all."""

    def __init__(self):
        sections = list(Section.objects.order_by("order", "id"))
        self.by_name = {same_word_key(section.name): section for section in sections}
        self.by_name |= {alias.key: alias.section for alias in SectionAlias.objects.select_related("section")}
        self.by_slug = {section.slug: section for section in sections}
        self.keywords = {
            section: [_spaced(line) for line in section.keywords.splitlines() if line.strip()] for section in sections
        }
        self.fallback = sections[0] if sections else None

    def of(self, record, folders):
        """Return (section, doubt or None)."""
        if record.key:
            return self._as_exported(record.sections), None
        for name in reversed(record.sections):
            if section := self.by_name.get(same_word_key(name)) or self.by_slug.get(slugify(name)):
                return section, None
        for folder in folders:
            if section := self.by_slug.get(slugify(folder)):
                return section, None
        guess = self._guess(record) if self.keywords else None
        if record.sections:
            detail = gettext("Section “%(name)s” of the source is not known here.") % {"name": record.sections[-1]}
            return guess or self.fallback, {"code": "section-name", "detail": detail}
        if guess:
            detail = gettext("Section “%(name)s” guessed from the words of the text.") % {"name": guess.name}
            return guess, {"code": "section-guess", "detail": detail}
        return self.fallback, {"code": "section-unknown", "detail": gettext("Nothing tells the section.")}

    def _as_exported(self, names):
        """Return the section of our own export, entered where it is not here; None where the story had none."""
        section = None
        for name in names:
            known = self.by_name.get(same_word_key(name))
            if known is None:
                known = self.by_name[same_word_key(name)] = Section.objects.create(name=name, parent=section)
            section = known
        return section

    def _guess(self, record):
        head = _spaced(f"{record.headline or ''} {record.standfirst}")
        text = _spaced(record.body)
        scores = Counter()
        for section, phrases in self.keywords.items():
            for phrase in phrases:
                scores[section] += 3 * head.count(phrase) + text.count(phrase)
        best = scores.most_common(1)
        return best[0][0] if best and best[0][1] > 1 else None


def _spaced(text):
    return f" {_APART.sub(' ', fold(text)).strip()} "
