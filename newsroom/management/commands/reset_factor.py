"""Forget the lost phone of somebody whom nobody at the desk can help: the last superuser, say."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from newsroom.people import managing


class Command(BaseCommand):
    help = "Bỏ bước xác nhận thứ hai của một tài khoản bị mất điện thoại; lần đăng nhập sau sẽ cài đặt lại."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có tài khoản {username}.")
        managing.reset_factor(user)
        LogEntry.objects.log_actions(user.pk, [user], CHANGE, "manage.py reset_factor", single_object=True)
        self.stdout.write(f"Đã bỏ bước xác nhận thứ hai của {username}.")
