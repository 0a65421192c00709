"""Write the citations found in texts: JSON lines in, JSON lines out. No database."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from directives.citations import find_citations, to_json


class Command(BaseCommand):
    help = (
        'Tìm viện dẫn văn bản: đọc mỗi dòng một JSON {"id", "text"}, ghi mỗi dòng một JSON {"id", "citations"} '
        "theo đúng thứ tự. Vị trí tính theo ký tự của văn bản NFC."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", help="tệp JSON từng dòng, UTF-8; bỏ trống hoặc - để đọc từ đầu vào chuẩn"
        )

    def handle(self, *args, file=None, **options):
        if file in {None, "-"}:
            bad = self._extract(sys.stdin.buffer)
        else:
            try:
                with open(file, "rb") as lines:
                    bad = self._extract(lines)
            except OSError as error:
                raise CommandError(f"Không đọc được tệp {file}: {error.strerror}. Hãy kiểm tra đường dẫn.") from error
        if bad:
            sys.exit(1)

    def _extract(self, lines):
        bad = 0
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = read_record(line)
            except ValueError as error:
                bad += 1
                self.stderr.write(f"Dòng {number}: {error}")
                self.stderr.flush()
                continue
            found = {
                "id": record["id"],
                "citations": [to_json(citation) for citation in find_citations(record["text"])],
            }
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            self.stdout.flush()
        return bad


def read_record(line):
    """Return the {"id", "text"} that the bytes `line` hold. Raises `ValueError` with the mend, in Vietnamese."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"không phải UTF-8 (byte thứ {error.start + 1}); hãy lưu lại tệp bằng mã UTF-8.") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"không phải JSON (cột {error.colno}); mỗi dòng phải là một đối tượng trọn vẹn.") from error
    if not isinstance(record, dict):
        raise ValueError('không phải đối tượng JSON; hãy viết dạng {"id": "…", "text": "…"}.')
    for key in ("id", "text"):
        if key not in record:
            raise ValueError(f'thiếu khóa "{key}"; hãy viết dạng {{"id": "…", "text": "…"}}.')
    if not isinstance(record["text"], str):
        raise ValueError('"text" phải là chuỗi; hãy đặt nội dung trong dấu ngoặc kép.')
    return record
