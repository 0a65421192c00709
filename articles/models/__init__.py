"""What the paper prints: one concept a module."""

from articles.models.approval import Approval
from articles.models.article import Article, Status
from articles.models.author import Author, PenName
from articles.models.byline import Byline
from articles.models.citation import Citation, CitationRelation
from articles.models.correction import Correction
from articles.models.correction_request import CorrectionDeadline, CorrectionRequest
from articles.models.move import Move
from articles.models.photo import ArticlePhoto, Photo
from articles.models.placement import Placement
from articles.models.planned_story import PlannedStory
from articles.models.preview import PreviewLink
from articles.models.seal import Seal
from articles.models.section import Section
from articles.models.source import ImportedItem, ImportRun, OldAddress, SectionAlias, SourceChunk, SourceFile
from articles.models.tagging import TaggedArticle
from articles.models.version import Version
from articles.models.working_copy import Presence, WorkingCopy

__all__ = [
    "Approval",
    "Article",
    "ArticlePhoto",
    "Author",
    "Byline",
    "Citation",
    "CitationRelation",
    "Correction",
    "CorrectionDeadline",
    "CorrectionRequest",
    "ImportRun",
    "ImportedItem",
    "Move",
    "OldAddress",
    "PenName",
    "Photo",
    "Placement",
    "PlannedStory",
    "Presence",
    "PreviewLink",
    "Seal",
    "Section",
    "SectionAlias",
    "SourceChunk",
    "SourceFile",
    "Status",
    "TaggedArticle",
    "Version",
    "WorkingCopy",
]
