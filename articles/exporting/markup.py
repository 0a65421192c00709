"""Small pieces of XML as text: escaped, free of what XML forbids."""

from html import escape

from articles.exporting.figures import legal


def element(name, text="", /, **attributes):
    """Return `<name …>text</name>`, or an empty element; attributes without a value are left out.

    In attribute names `_` stands for the `.` or `-` that Python's names cannot have: `date__publication` for
    `date.publication`, `doc_id` for `doc-id`.
    """
    start = f"{name}{_attributes(attributes)}"
    return f"<{start}>{escape(legal(text), quote=False)}</{name}>" if text else f"<{start}/>"


def around(name, inner, /, **attributes):
    """Return the element `name` around ready XML; nothing where `inner` is empty."""
    return f"<{name}{_attributes(attributes)}>{inner}</{name}>" if inner else ""


def cdata(text):
    """Return `text` as a CDATA section, parted where it holds the end of one."""
    return f"<![CDATA[{legal(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _attributes(attributes):
    return "".join(
        f' {name.replace("__", ".").replace("_", "-")}="{escape(legal(value))}"'
        for name, value in attributes.items()
        if value
    )
