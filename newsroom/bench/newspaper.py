"""A newsroom of a given size in a folder of its own: built once, kept between runs. Run in the environment of it.

python -m newsroom.bench.newspaper fill 20000      # migrates, imports `BASE` stories, copies those; prints their rate
python -m newsroom.bench.newspaper tell            # prints what to ask for, as JSON
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
SHARE = 5000  # stories a file, so that a build that was stopped goes on where it was
BASE = 5000  # stories imported; of more, the rest are copies
SOME = 40
DEEP = 0.95  # how far down a list the deep page lies


def fill(size):
    """Make `size` stories; return how many were imported a second, or None where none were."""
    from django.core.management import call_command

    from articles.models import Article
    from newsroom.bench.corpus import lines
    from newsroom.bench.multiply import multiply

    call_command("migrate", verbosity=0)
    call_command("set_up", stdout=open(os.devnull, "w"))  # noqa: SIM115
    already = Article.objects.filter(headline__contains=", bài ").count()
    began = time.perf_counter()
    imported = min(size, BASE)
    for first in range(already, imported, SHARE):
        last = min(first + SHARE, imported)
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.writelines(lines(first + 1, last + 1))
            file.flush()
            call_command("import_articles", file.name, processes=1, stdout=open(os.devnull, "w"))  # noqa: SIM115
    rate = (imported - already) / (time.perf_counter() - began) if imported > already else None
    if size > max(already, imported):
        multiply(size)
    return rate


def tell():
    """Return {"pages": {kind: addresses}, "cookie": of somebody at the desk}."""
    from urllib.parse import quote

    from django.db.models import Count

    from articles.models import Article, Author, Citation
    from directives.models import Directive
    from newsroom.bench.corpus import COMMON, PHRASE, RARE
    from newsroom.models import Tag
    from newsroom.paging import place_of

    public = Article.objects.published()
    newest = list(public.select_related("section").newest_first()[:SOME])
    section = newest[0].section
    within = public.filter(section=section).newest_first()
    count = within.count()
    deep = within[int(count * DEEP)] if count else newest[-1]
    cited = Citation.objects.filter(state="settled").values("directive").annotate(n=Count("pk")).order_by("-n")
    directive = Directive.objects.get(pk=cited[0]["directive"])
    pages = {
        "article": [article.get_absolute_url() for article in newest],
        "front": ["/"],
        "section": [section.get_absolute_url()],
        "section, deep": [f"{section.get_absolute_url()}?truoc={place_of(deep)}"],
        "author": [Author.objects.filter(bylines__isnull=False).first().get_absolute_url()],
        "tag": [Tag.objects.filter(tagged_articles__isnull=False).first().get_absolute_url()],
        "document": [directive.get_absolute_url()],
        "feed": ["/rss.xml"],
        "sitemap": [f"/sitemap-{newest[-1].published_at:%Y-%m}.xml"],
        "search, rare": [f"/tim-kiem/?q={quote(RARE)}"],
        "search, common": [f"/tim-kiem/?q={quote(COMMON)}"],
        "search, phrase": [f"/tim-kiem/?q={quote(PHRASE)}"],
        "desk, list": ["/quan-tri/articles/article/"],
        "desk, search": [f"/quan-tri/articles/article/?q={quote(RARE)}"],
    }
    return {"pages": pages, "cookie": _cookie()}


def _cookie():
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    from newsroom.people.sessions import MARK, mark_of

    user = get_user_model().objects.filter(is_superuser=True).first()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[MARK] = mark_of(user)
    session.save()
    return f"sessionid={session.session_key}"


if __name__ == "__main__":
    Path(os.environ["DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    result = fill(int(sys.argv[2])) if sys.argv[1] == "fill" else tell()
    sys.stdout.write("\n" + json.dumps(result) + "\n")
