"""What settling the register writes: records of documents, gathered over many numbers and written together."""

from directives.identity import FACT_FIELDS, cohort_of
from directives.models import Directive, DirectiveKey
from newsroom.bulk import insert_each, update_each
from newsroom.slugs import unique_slugs


class Records:
    """Holds what the documents of many cohorts change; `renamed` are the directives whose address or name changed."""

    def __init__(self):
        self.new, self.told_anew, self.renamed = [], [], set()

    def keep(self, document, key, wording):
        """Bring the record under `key` in step with what `document` and its `wording` tell; None asks for a new one."""
        values = {name: getattr(document.facts, name) for name in FACT_FIELDS} | wording
        if key is None:
            self.new.append((document, Directive(**values)))
            return
        directive = key.directive
        document.directive_id = directive.pk
        if directive.verified:
            document.facts = directive.facts
        elif any(getattr(directive, name) != value for name, value in values.items()):
            self._change(directive, values)

    def _change(self, directive, values):
        before, address = (directive.slug, directive.full_name), directive.slug_text()
        for name, value in values.items():
            setattr(directive, name, value)
        if directive.slug_text() == address:
            directive.prepare()
            self.told_anew.append(directive)
        else:
            directive.slug = ""
            directive.save()
        if (directive.slug, directive.full_name) != before:
            self.renamed.add(directive.pk)

    def store(self):
        """Write what was gathered, and give the new documents their primary keys."""
        update_each(self.told_anew, [*FACT_FIELDS, "title", "subject", "search"])
        directives = [directive for _document, directive in self.new]
        slugs = unique_slugs(Directive.objects, [one.slug_text() for one in directives], fallback="van-ban")
        for directive, slug in zip(directives, slugs, strict=True):
            directive.slug = slug
            directive.prepare()
        insert_each(directives)
        for document, directive in self.new:
            document.directive_id = directive.pk
        insert_each([_key(document, directive) for document, directive in self.new])


def _key(document, directive):
    cohort = " ".join(cohort_of(document.facts))
    return DirectiveKey(series=document.series, slot=document.slot, cohort=cohort, directive=directive)
