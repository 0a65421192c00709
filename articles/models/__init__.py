"""What the paper prints: one concept a module."""

from articles.models.article import Article, Status
from articles.models.author import Author, PenName
from articles.models.byline import Byline
from articles.models.citation import Citation, CitationRelation
from articles.models.move import Move
from articles.models.photo import ArticlePhoto, Photo
from articles.models.section import Section
from articles.models.source import ImportedItem, SourceChunk, SourceFile
from articles.models.tagging import TaggedArticle

__all__ = [
    "Article",
    "ArticlePhoto",
    "Author",
    "Byline",
    "Citation",
    "CitationRelation",
    "ImportedItem",
    "Move",
    "PenName",
    "Photo",
    "Section",
    "SourceChunk",
    "SourceFile",
    "Status",
    "TaggedArticle",
]
