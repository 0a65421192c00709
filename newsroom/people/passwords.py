"""A rule for passwords that Django's list of common ones, made of English leaks, does not know."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from newsroom.vietnamese import fold

# What is typed first at a Vietnamese newspaper, marks, digits and punctuation apart.
WORDS = frozenset(
    """matkhau matkhaumoi toasoan phongvien nhabao baochi bientap bientapvien thuky thukytoasoan tongbientap quantri
    quantrivien anhyeuem emyeuanh yeuem yeuanh iloveyou xinchao vietnam hanoi chaobuoisang giadinh conyeu bomyeu
    password admin administrator qwerty newsroom hoilamgi khongbiet khongcomatkhau""".split()
)


class NewsroomWordsValidator:
    """Refuses a word of the house with digits around it: `matkhau2026`, the paper's or the province's name."""

    def validate(self, password, user=None):
        if _letters(password) in WORDS | {_letters(settings.PAPER["name"]), _letters(settings.PAPER["place"])}:
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self):
        return gettext("A word that everybody at a newspaper tries first, with digits added, is no password.")


def _letters(text):
    return "".join(filter(str.isalpha, fold(text)))
