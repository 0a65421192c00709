"""The desk: one admin class a module."""

from articles.admin import article, author, citation, photo, section, source

__all__ = ["article", "author", "citation", "photo", "section", "source"]
