"""The interface described: as OpenAPI 3.1 for programs, and as tables for people. One source for both."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.api.problems import MEDIA_TYPE
from articles.api.schemas import schemas
from articles.api.selection import MOST, SIZE
from articles.syndication import absolute

ITEM_PATH = "/api/articles/{id}/"


def openapi():
    """Return the OpenAPI 3.1 document of the interface."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Articles of %(paper)s") % {"paper": settings.PAPER["name"]},
            "version": "1.0.0",
            "description": _("Published articles as ninjs 3.1 (IPTC), for other papers and portals. Reading only."),
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {
            reverse("api-articles"): {"get": _listing()},
            ITEM_PATH: {"get": _single()},
        },
        "components": {"schemas": schemas()},
    }


def _listing():
    return {
        "operationId": "listArticles",
        "summary": _("Articles, the newest first"),
        "parameters": [
            {"name": name, "in": "query", "required": False, "description": about, "schema": schema}
            for name, about, schema in _parameters()
        ],
        "responses": {
            "200": _response(_("A page of articles."), "Page"),
            "304": {"description": _("Nothing changed since the ETag sent in If-None-Match.")},
            "400": _problem(_("A parameter is wrong; the answer names it.")),
        },
    }


def _parameters():
    slug, day = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}, {"type": "string", "format": "date"}
    return [
        ("section", _("Address of a section, as in its page: kinh-te. Its subsections are included."), slug),
        ("tag", _("Address of a topic."), slug),
        ("author", _("Address of an author."), slug),
        ("directive", _("Address of a document that the articles cite."), slug),
        ("from", _("First day, 2018-06-01. Articles whose day is not known are left out."), day),
        ("to", _("Last day, included."), day),
        ("q", _("Words to find, with or without marks; a phrase in quotes; -word to leave out."), {"type": "string"}),
        ("limit", _("Articles a page."), {"type": "integer", "minimum": 1, "maximum": MOST, "default": SIZE}),
        ("cursor", _("Taken from the address in next; new articles do not shift the pages."), {"type": "string"}),
    ]


def _single():
    return {
        "operationId": "readArticle",
        "summary": _("One article with its text"),
        "parameters": [
            {
                "name": "id",
                "in": "path",
                "required": True,
                "description": _("The number at the end of the article's address."),
                "schema": {"type": "integer", "minimum": 0},
            }
        ],
        "responses": {
            "200": _response(_("The article."), "Item"),
            "304": {"description": _("Nothing changed since the ETag sent in If-None-Match.")},
            "404": _problem(_("There is no such article.")),
            "410": _problem(_("It has been withdrawn: whoever took it over should take it down.")),
        },
    }


def _response(about, schema):
    return {
        "description": about,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def _problem(about):
    return {
        "description": about,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def guide():
    """Return what the page for people shows: operations with parameters and answers, and the fields of an article."""
    document = openapi()
    return {
        "title": document["info"]["title"],
        "about": document["info"]["description"],
        "operations": [_operation(path, methods["get"]) for path, methods in document["paths"].items()],
        "fields": [
            (name, field["description"])
            for name, field in document["components"]["schemas"]["Item"]["properties"].items()
            if "description" in field
        ],
        "example": reverse("api-articles") + "?limit=5",
        "example_address": absolute(reverse("api-articles")) + "?limit=5",
    }


def _operation(path, operation):
    return {
        "path": path,
        "summary": operation["summary"],
        "parameters": [(each["name"], each["description"]) for each in operation["parameters"]],
        "answers": [(status, each["description"]) for status, each in operation["responses"].items()],
    }
