"""The box in which a body is written: the library's editor with our own elements, toolbar and helpers."""

from django import forms
from django_prose_editor.widgets import importmap, prose_editor_js
from js_asset import ImportMap, Script
from js_asset.media import Media

MODULES = ("editor", "counts", "photos", "links", "paste", "reading", "tidy", "preview")
# What the modules share is named here: files get their final names only when they are collected.
SHARED = ImportMap(
    {"newsroom/writing": "newsroom/writing/shared.js", "newsroom/toolbar": "newsroom/writing/toolbar.js"},
)


class BodyWidget(forms.Textarea):
    """A box of markup without JavaScript; with it, the editor of `newsroom/writing/editor.js`."""

    def __init__(self, attrs=None):
        super().__init__({"lang": "vi", "rows": 20, "data-django-prose-editor-newsroom": ""} | (attrs or {}))

    @property
    def media(self):
        scripts = [Script(f"newsroom/writing/{name}.js", type="module") for name in MODULES]
        sheets = [f"django_prose_editor/{name}.css" for name in ("material-icons", "editor", "overrides")]
        return Media(
            importmap=importmap | SHARED, css={"all": [*sheets, "newsroom/writing.css"]}, js=[prose_editor_js, *scripts]
        )
