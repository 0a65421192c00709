"""Authors, categories and tags of a WXR file: each declared once, and how items name them."""

from html import escape

from articles.exporting.markup import cdata
from newsroom.vietnamese import slugify


class _Names:
    """Gives every name an address of its own."""

    def __init__(self, fallback):
        self.fallback, self.by_name, self.taken = fallback, {}, set()

    def add(self, name):
        """Return `(address, whether it is new)`."""
        if name in self.by_name:
            return self.by_name[name], False
        base = slugify(name, max_length=50) or self.fallback
        address, count = base, 1
        while address in self.taken:
            count += 1
            address = f"{base}-{count}"
        self.taken.add(address)
        self.by_name[name] = address
        return address, True


class Terms:
    """Remembers what the file has declared: one short entry a name, whatever the number of articles."""

    def __init__(self):
        self.authors, self.sections, self.tags = _Names("tac-gia"), _Names("chuyen-muc"), _Names("chu-de")
        self.count = 0

    def declare(self, record):
        """Return the declarations that `record` needs and the file lacks."""
        parts = [self._author(byline.name) for byline in record.bylines]
        parent = ""
        for section in record.sections:
            parts.append(self._section(section, parent))
            parent = self.sections.by_name[section]
        parts += [self._tag(tag) for tag in record.tags]
        return "".join(parts)

    def first_login(self, record):
        return self.authors.by_name[record.bylines[0].name] if record.bylines else ""

    def of(self, record, language):
        """Return the `<category>` elements of an item whose paper is in `language`.

        Several authors are named as Co-Authors Plus names them, another language as Polylang does.
        """
        found = [("category", self.sections.by_name[name], name) for name in record.sections[-1:]]
        found += [("post_tag", self.tags.by_name[tag], tag) for tag in record.tags]
        lines = [_category(domain, slug, escape(name, quote=False)) for domain, slug, name in found]
        if len(record.bylines) > 1:
            lines += [
                _category("author", f"cap-{self.authors.by_name[byline.name]}", byline.name)
                for byline in record.bylines
            ]
        if record.language != language and record.language.replace("-", "").isalnum():
            lines.append(_category("language", record.language.lower(), record.language))
        return "".join(lines)

    def _author(self, name):
        login, is_new = self.authors.add(name)
        if not is_new:
            return ""
        names = {"login": login, "email": "", "display_name": name, "first_name": "", "last_name": ""}
        return self._declared("author", {f"author_{key}": value for key, value in names.items()}, "author_id")

    def _section(self, name, parent):
        slug, is_new = self.sections.add(name)
        names = {"category_nicename": slug, "category_parent": parent, "cat_name": escape(name, quote=False)}
        return self._declared("category", names) if is_new else ""

    def _tag(self, name):
        slug, is_new = self.tags.add(name)
        names = {"tag_slug": slug, "tag_name": escape(name, quote=False)}
        return self._declared("tag", names) if is_new else ""

    def _declared(self, kind, names, number="term_id"):
        self.count += 1
        fields = "".join(f"<wp:{key}>{cdata(value)}</wp:{key}>" for key, value in names.items())
        return f"<wp:{kind}><wp:{number}>{self.count}</wp:{number}>{fields}</wp:{kind}>\n"


def _category(domain, slug, name):
    return f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>\n'
