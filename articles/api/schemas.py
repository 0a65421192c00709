"""JSON Schemas of what the interface gives: the part of ninjs 3.1 that this paper fills."""

from django.utils.translation import gettext as _


def schemas():
    """Return the named schemas of the interface, described in the reader's language."""
    return {
        "Item": _item(),
        "Page": _object(
            {
                "items": _list(_ref("Item"), _("Articles, the newest first, without their texts.")),
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": _("The address of the following page; null on the last one."),
                },
            },
            required=["items", "next"],
        ),
        "Problem": _object(
            {
                "type": _text(_("Always about:blank: the status tells the kind.")),
                "status": _number(_("The HTTP status.")),
                "title": _text(_("What is wrong.")),
                "detail": _text(_("What to do about it.")),
                "parameter": _text(_("The parameter that is wrong.")),
            },
            required=["type", "status", "title"],
        ),
        "Text": _object({"role": _text(), "contentType": _text(), "value": _text()}, required=["role", "value"]),
        "Body": _object(
            {"role": _text(), "contentType": _text(), "charCount": _number(), "wordCount": _number(), "value": _text()},
            required=["role", "contentType", "value"],
        ),
        "Named": _object(
            {"name": _text(), "rel": _text(), "uri": _address(), "literal": _text()}, required=["name", "rel"]
        ),
        "Source": _object({"name": _text(), "role": _text()}, required=["name", "role"]),
        "AltId": _object({"role": _text(), "value": _text()}, required=["role", "value"]),
        "Standard": _object({"name": _text(), "version": _text(), "schema": _address()}, required=["name", "version"]),
        "Photo": _object(
            {
                "name": _text(),
                "rel": _text(),
                "uri": _address(),
                "type": {"type": "string", "enum": ["picture"]},
                "descriptions": _list(_ref("Text")),
                "by": _text(),
                "renditions": _list(_ref("Rendition")),
            },
            required=["name", "rel", "uri", "type", "renditions"],
        ),
        "Rendition": _object(
            {"name": _text(), "href": _address(), "contentType": _text(), "width": _number(), "height": _number()},
            required=["name", "href", "contentType", "width", "height"],
        ),
    }


def _item():
    return _object(
        {
            "uri": _address(_("The lasting name of the article; it stays when its address changes.")),
            "standard": _ref("Standard"),
            "type": {"type": "string", "enum": ["text"]},
            "representationType": {
                "type": "string",
                "enum": ["full", "partial"],
                "description": _("Partial in lists, which leave out texts, documents and all photos but the first."),
            },
            "profile": {"type": "string", "enum": ["text-only", "text-photo"]},
            "version": _text(_("Counts up with every saved change.")),
            "firstCreated": _instant(_("Publication, only where its minute is known.")),
            "versionCreated": _instant(_("The last change by a person, only where the publication's minute is known.")),
            "pubStatus": {"type": "string", "enum": ["usable"]},
            "language": _text(_("Language code: vi for Vietnamese.")),
            "headlines": _list(_ref("Text"), _("The headline (main) and the kicker above it.")),
            "descriptions": _list(_ref("Text"), _("The standfirst.")),
            "bodies": _list(_ref("Body"), _("The text as HTML with photos and links, and plain.")),
            "by": _text(_("All signatures in one line.")),
            "people": _list(_ref("Named"), _("Who signed: author, compiler, translator, photographer.")),
            "organisations": _list(_ref("Named"), _("Organisations and groups that signed.")),
            "infoSources": _list(_ref("Source"), _("The agency the article came from.")),
            "subjects": _list(_ref("Named"), _("The section, and the topics.")),
            "objects": _list(_ref("Named"), _("The documents cited, with their symbols.")),
            "copyrightHolder": _text(_("The paper.")),
            "edNote": _text(
                _("What was corrected after publication, one note a line; please print it with the article.")
            ),
            "associations": _list(_ref("Photo"), _("The photos, each in several widths.")),
            "altIds": _list(
                _ref("AltId"),
                _("web: the page; ninjs: the address here; published: the day or month as far as it is known."),
            ),
        },
        required=["uri", "standard", "type", "representationType", "version", "headlines", "subjects", "altIds"],
    )


def _object(properties, *, required):
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items, about=""):
    return _about({"type": "array", "items": items}, about)


def _text(about=""):
    return _about({"type": "string"}, about)


def _number(about=""):
    return _about({"type": "integer"}, about)


def _address(about=""):
    return _about({"type": "string", "format": "uri"}, about)


def _instant(about):
    return _about({"type": "string", "format": "date-time"}, about)


def _ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def _about(schema, about):
    return schema | {"description": about} if about else schema
