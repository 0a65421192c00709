"""The register of directives: one concept a module."""

from directives.models.directive import Directive, TaggedDirective, search_key
from directives.models.evidence import DirectiveKey, Evidence, Wording
from directives.models.kinds import Kind, Status
from directives.models.relation import Relation

__all__ = [
    "Directive",
    "DirectiveKey",
    "Evidence",
    "Kind",
    "Relation",
    "Status",
    "TaggedDirective",
    "Wording",
    "search_key",
]
