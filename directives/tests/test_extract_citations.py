"""`manage.py extract_citations`: JSON lines in, JSON lines out."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

RECORD = {"id": "b1", "text": "Theo Chỉ thị 05-CT/TW ngày 15/5/2016 của Bộ Chính trị."}


def extract(*paths):
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("extract_citations", *paths, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), code


@pytest.fixture
def lines(tmp_path):
    def write(*records):
        path = tmp_path / "bai.jsonl"
        path.write_bytes(
            b"".join(
                (record if isinstance(record, bytes) else json.dumps(record, ensure_ascii=False).encode()) + b"\n"
                for record in records
            )
        )
        return str(path)

    return write


def test_each_line_gives_one_line_in_order(lines):
    found, errors, code = extract(lines(RECORD, {"id": 7, "text": "Không có gì."}))
    assert [row["id"] for row in found] == ["b1", 7]
    assert found[0]["citations"][0]["symbol"] == "05-CT/TW"
    assert found[1]["citations"] == []
    assert (errors, code) == ("", 0)


def test_the_keys_are_those_of_the_guide(lines):
    found, _, _ = extract(lines(RECORD))
    assert set(found[0]) == {"id", "citations"}
    assert set(found[0]["citations"][0]) == {
        *("id", "start", "end", "surface", "kind", "number", "year", "symbol", "issuer", "issued_on", "term", "title"),
        *("plenum", "short_for"),
    }


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (b"{oops", "không phải JSON"),
        (b"\xff\xfe{}", "không phải UTF-8"),
        (b'["a"]', "không phải đối tượng JSON"),
        (b'{"id": 1}', 'thiếu khóa "text"'),
        (b'{"text": "a"}', 'thiếu khóa "id"'),
        (b'{"id": 1, "text": 5}', '"text" phải là chuỗi'),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(lines, bad, message):
    found, errors, code = extract(lines(RECORD, bad, RECORD))
    assert len(found) == 2
    assert errors.startswith("Dòng 2: ")
    assert message in errors
    assert errors.count("\n") == 1
    assert code == 1


def test_blank_lines_and_a_byte_order_mark_do_no_harm(lines):
    found, errors, code = extract(lines(b"\xef\xbb\xbf" + json.dumps(RECORD).encode(), b"", RECORD))
    assert (len(found), errors, code) == (2, "", 0)


def test_standard_input_is_read_when_no_file_is_named(monkeypatch):
    class Input:
        buffer = io.BytesIO(json.dumps(RECORD).encode())

    monkeypatch.setattr("sys.stdin", Input())
    found, _, code = extract()
    assert ([row["id"] for row in found], code) == (["b1"], 0)


def test_a_missing_file_is_explained(tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        extract(str(tmp_path / "khong-co.jsonl"))
