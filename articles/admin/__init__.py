"""The desk: one admin class a module."""

from articles.admin import article, author, citation, correction, photo, section, source

__all__ = ["article", "author", "citation", "correction", "photo", "section", "source"]
