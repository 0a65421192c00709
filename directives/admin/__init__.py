"""The register at the desk."""

from directives.admin import directive

__all__ = ["directive"]
