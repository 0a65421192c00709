"""How people type tags: parted by commas, since a Vietnamese word is mostly two syllables."""


def split(text):
    """Return the tags in `text`: `Đại hội Đảng, nông thôn mới` are two."""
    return [name for part in text.split(",") if (name := " ".join(part.replace('"', " ").split()))]


def join(tags):
    """Return tags as one types them, in the order of the alphabet."""
    return ", ".join(tag.name for tag in sorted(tags, key=lambda tag: tag.sort_key))
