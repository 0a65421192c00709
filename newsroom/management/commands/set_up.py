"""Make an empty database a newsroom: sections, groups, an editor's account and, for a trial, sample stories."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from articles import workflow
from articles.models import Article, Section
from newsroom.sections import SECTIONS

EDITOR_NAME = "toasoan"


class Command(BaseCommand):
    help = "Tạo chuyên mục, nhóm quyền, bài mẫu và tài khoản biên tập. Chạy lại không thay đổi gì."

    def handle(self, **options):
        self._sections()
        self._groups()
        if settings.IS_TRIAL and not Article.objects.exists():
            self.stdout.write("Nhập bài mẫu từ seeds/ …")
            call_command("import_articles", str(settings.BASE_DIR / "seeds"), stdout=self.stdout)
        self._account()

    @transaction.atomic
    def _sections(self):
        if Section.objects.exists():
            return
        for order, (name, keywords, subsections) in enumerate(SECTIONS, 1):
            section = Section.objects.create(name=name, order=order, keywords="\n".join(keywords))
            for place, (sub_name, sub_keywords) in enumerate(subsections, 1):
                Section.objects.create(name=sub_name, order=place, keywords="\n".join(sub_keywords), parent=section)
        self.stdout.write(f"Đã tạo {Section.objects.count()} chuyên mục.")

    def _groups(self):
        if made := workflow.make_groups():
            self.stdout.write(f"Đã tạo nhóm: {', '.join(made)}.")

    def _account(self):
        users = get_user_model().objects
        if users.exists():
            return
        password = secrets.token_urlsafe(12)
        user = users.create_user(EDITOR_NAME, password=password, is_staff=True, is_superuser=True)
        user.groups.add(Group.objects.get(name=workflow.CHIEF))
        self.stdout.write(
            f"\n  Tài khoản biên tập: {EDITOR_NAME}\n  Mật khẩu (chỉ hiện lần này): {password}\n"
            f"  Đăng nhập: {settings.SITE_URL}/quan-tri/\n"
        )
