"""What a WordPress export says of the whole site: authors, categories and attachments, which its posts refer to."""

import re
from dataclasses import dataclass, field

from articles.formats.markup import plain
from articles.formats.wxr.media import Library, attachment, meta
from articles.formats.xml.names import child, child_text, name

# the local names of what an export holds at its top
PARTS = ("item", "author", "category", "term")

_CONTEXT = re.compile(r"<(?:\w{1,20}:)?post_type>\s{0,20}(?:<!\[CDATA\[)?\s{0,20}(?:attachment|guest-author)\b")


@dataclass
class Author:
    name: str
    email: str = ""


@dataclass
class Site:
    base_url: str = ""
    authors: dict[str, Author] = field(default_factory=dict)  # by login, in small letters
    sections: dict[str, tuple[str, str]] = field(default_factory=dict)  # slug -> name, parent's slug
    library: Library = field(default_factory=Library)

    def learn(self, piece):
        """Remember what a head, author, category, attachment or guest author tells; pass over the rest."""
        element, kind = piece.element, name(piece.element)
        if piece.is_head:
            channel = child(element, "channel")
            channel = element if channel is None else channel
            self.base_url = child_text(channel, "wp:base_blog_url", "wp:base_site_url", "link")
        elif kind == "wp:author":
            self._learn_author(child_text(element, "wp:author_login"), _author(element))
        elif kind in ("wp:category", "wp:term"):
            self._learn_section(element)
        elif kind == "item":
            self._learn_item(element)

    def _learn_author(self, login, author):
        self.authors.setdefault(login.casefold(), author)

    def _learn_section(self, element):
        if name(element) == "wp:term" and child_text(element, "wp:term_taxonomy") != "category":
            return
        slug = child_text(element, "wp:category_nicename", "wp:term_slug")
        title = plain(child_text(element, "wp:cat_name", "wp:term_name"))
        self.sections.setdefault(slug, (title or slug, child_text(element, "wp:category_parent", "wp:term_parent")))

    def _learn_item(self, item):
        kind, number = child_text(item, "wp:post_type"), child_text(item, "wp:post_id")
        if kind == "attachment" and number:
            self.library.add(number, attachment(item))
        elif kind == "guest-author":
            fields = meta(item)
            shown = fields.get("cap-display_name") or child_text(item, "title")
            author = Author(shown, fields.get("cap-user_email", ""))
            for login in (fields.get("cap-user_login", ""), child_text(item, "wp:post_name")):
                self._learn_author(login.removeprefix("cap-"), author)

    def author(self, signature, slug):
        """Return whoever signs with a login, or with a co-author's `slug`; a name nobody knows is a name."""
        known = self.authors.get(signature.casefold()) or self.authors.get(slug.removeprefix("cap-").casefold())
        return known or Author(signature)

    def section_path(self, title, slug):
        """Return the names from the outermost category to `title`."""
        path, seen = [title], {slug}
        parent = self.sections.get(slug, ("", ""))[1]
        while parent and parent in self.sections and parent not in seen:
            seen.add(parent)
            above, grandparent = self.sections[parent]
            path.insert(0, above)
            parent = grandparent
        return path


def _author(element):
    first, last = child_text(element, "wp:author_first_name"), child_text(element, "wp:author_last_name")
    shown = child_text(element, "wp:author_display_name") or f"{last} {first}".strip()
    return Author(shown or child_text(element, "wp:author_login"), child_text(element, "wp:author_email"))


def is_context(markup):
    """Tell by its text whether a record helps to understand others, so that a first reading parses only those."""
    return not markup.startswith("<item") or bool(_CONTEXT.search(markup))
