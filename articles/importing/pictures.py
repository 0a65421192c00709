"""The pictures of imported articles: found in the sources, stored once, described by what they carry themselves."""

from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.formats.archive import ArchiveError
from articles.imaging import MAX_BYTES, PictureError, inspect
from articles.importing.fetching import FetchError, fetch
from articles.models import Photo
from articles.models.photo import digest


@dataclass
class Pictures:
    """Finds and stores pictures; `written` are the files made, so that a dry run can take them back."""

    folder: object
    fetch_media: bool = False
    written: list = field(default_factory=list)
    used: set = field(default_factory=set)

    def of(self, record, beside):
        """Return ([Photo or None], [what could not be had]) for the photo places of `record`."""
        photos, problems = [], []
        for place in record.photos:
            try:
                photos.append(self._photo(place, beside))
            except (PictureError, ArchiveError, FetchError) as error:
                photos.append(None)
                problems.append(f"{place.reference}: {error}")
        return photos, problems

    def _photo(self, place, beside):
        if not place.reference:
            return None
        member = self.folder.find(place.reference, beside=beside)
        if member:
            self.used.add(member.name)
            with member.open() as stream:
                data = stream.read(MAX_BYTES + 1)
        elif self.fetch_media and place.reference.startswith(("http://", "https://")):
            data = fetch(place.reference, limit=MAX_BYTES)
        else:
            return None
        return self._stored(data, place)

    def _stored(self, data, place):
        file = ContentFile(data, name="picture")
        sha256 = digest(file)
        if known := Photo.objects.filter(sha256=sha256).first():
            return known
        picture = inspect(file)
        file.name = f"picture{picture.suffix}"
        photo = Photo(file=file, sha256=sha256, **picture.measures, **_told(place, picture))
        photo.save()
        self.written.append(photo.file.name)
        return photo

    def take_back(self):
        """Delete the files that were written: their rows were rolled back."""
        for name in self.written:
            default_storage.delete(name)
        self.written.clear()


def _told(place, picture):
    """Return what is known of a picture: by our own export, else by its place, else by the file itself."""
    if own := place.picture:
        return {name: value for name, value in vars(own).items() if name != "sha256"}
    return {
        "caption": place.caption or picture.caption,
        "credit": place.credit or picture.credit,
        "alt": place.alt[:300],
        "taken_on": place.taken_on or picture.taken_on,
        "taken_in": picture.taken_in,
    }
