"""The desk: one admin class a module."""

from articles.admin import (
    article,
    author,
    citation,
    correction,
    correction_request,
    person,
    photo,
    placement,
    planned_story,
    section,
    source,
)

__all__ = [
    "article",
    "author",
    "citation",
    "correction",
    "correction_request",
    "person",
    "photo",
    "placement",
    "planned_story",
    "section",
    "source",
]
