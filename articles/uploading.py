"""The one way in for pictures at the desk: checked, described by what they tell themselves, compared, stored once."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.imaging import PictureError, inspect
from articles.models import Photo
from articles.models.photo import digest
from articles.near import near
from newsroom import edition


@dataclass(frozen=True)
class Taken:
    """A picture that came: its `photo`, whether it is new here, what is to be known of it, and `like`, its likes."""

    photo: Photo
    is_new: bool
    notices: tuple = ()
    like: tuple = ()


def may_upload(user):
    """Say whether `user` may bring pictures to the desk."""
    return user.is_active and user.is_staff and user.has_perm("articles.add_photo")


def take(file, *, by):
    """Return what became of an uploaded `file`: stored, or found to be here already.

    Raises `PictureError`, whose message tells what is wrong with the file, and `PermissionDenied`.
    """
    if not may_upload(by):
        raise PermissionDenied
    picture, sha256 = inspect(file), digest(file)
    if known := Photo.objects.filter(sha256=sha256).first():
        return _known(known)
    file.name = f"picture{picture.suffix}"
    told = {name: getattr(picture, name) for name in ("caption", "credit", "taken_on", "taken_in")}
    photo = Photo(file=file, sha256=sha256, uploaded_by=by, **picture.measures, **told)
    try:
        # No article shows it yet, so readers see nothing new.
        with edition.quiet(), transaction.atomic():
            photo.save()
    except IntegrityError:  # the same picture came twice at once
        known = Photo.objects.get(sha256=sha256)
        if photo.file.name != known.file.name:
            photo.file.storage.delete(photo.file.name)
        return _known(known)
    return Taken(photo, True, picture.notices, tuple(near(photo.perceptual_hash, but=photo.pk)))


def _known(photo):
    if photo.is_withdrawn:
        reason = {"reason": photo.withdrawn_reason}
        raise PictureError(_("This very picture was withdrawn everywhere: %(reason)s") % reason)
    return Taken(photo, False, (_("This picture is here already; that one is used."),))
