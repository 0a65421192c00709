"""Which mentions speak of the same document, whatever the order in which they came."""

import random
from datetime import date

import pytest
from django.db import transaction

from articles.citing import cite, mentioned_on
from articles.models import Citation
from directives import registry
from directives.identity import cohort_of
from directives.models import Directive, Evidence
from directives.numbering import Facts, series_of, slot_of

NQ22_2008 = "Nghị quyết số 22-NQ/TW, ngày 2/2/2008 của Ban Chấp hành Trung ương khóa X"
NQ22_2013 = "Nghị quyết số 22-NQ/TW, ngày 10/4/2013 của Bộ Chính trị"


def facts(**values):
    return Facts(**{"kind": "NQ", "number": "22", "symbol": "22-NQ/TW"} | values)


@pytest.mark.parametrize(
    ("given", "slot"),
    [
        (facts(issued_on=date(2008, 2, 2)), "X"),
        (facts(issued_on=date(2013, 4, 10)), "XI"),
        (facts(issued_on=date(2013, 4, 10), term="XII"), "XI"),
        (facts(term="X"), "X"),
        (facts(), None),
        (Facts(kind="NĐ", number="20", year=2021, symbol="20/2021/NĐ-CP"), ""),
        (Facts(kind="CT", number="16", symbol="16/CT-TTg", issued_on=date(2020, 3, 31)), "2020"),
        (Facts(kind="CT", number="16", symbol="16/CT-TTg"), None),
        (
            Facts(kind="QĐ", number="20", year=2019, symbol="20/2019/QĐ-UBND", issuer="Ủy ban nhân dân tỉnh Cao Bằng"),
            "Cao Bằng",
        ),
        (Facts(kind="NQ", plenum=4, term="XII"), "XII"),
    ],
)
def test_the_slot_is_what_tells_two_documents_of_one_symbol_apart(given, slot):
    assert slot_of(given, home="Lạng Sơn") == slot


def test_regulations_and_decisions_share_one_series():
    assert series_of(Facts(kind="QĐi", number="08", symbol="08-QĐi/TW")) == "08-QĐ/TW"


def register():
    """Return what the register holds and what every mention means, without the keys that tell the order of entry."""
    documents = sorted(
        (d.kind, d.symbol, str(d.issued_on), d.issuer, d.term, d.title, d.subject, d.slug, d.verified)
        for d in Directive.objects.all()
    )
    mentions = sorted(
        (c.article.headline, c.part, c.start, c.surface, c.state, c.directive.slug if c.directive else "")
        for c in Citation.objects.select_related("article", "directive")
    )
    return documents, mentions


TEXTS = [
    f"<p>Tổng kết {NQ22_2008} về công tác chi bộ.</p>",
    f"<p>Quán triệt {NQ22_2013} về hội nhập quốc tế.</p>",
    "<p>Thực hiện Nghị quyết số 22-NQ/TW, các xã đã đổi mới.</p>",
    "<p>Đảng ủy triển khai Nghị quyết số 22-NQ/TW của Bộ Chính trị.</p>",
    "<p>Sơ kết Chỉ thị số 36-CT/TW.</p>",
    "<p>Sơ kết Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị về đại hội đảng bộ các cấp.</p>",
    "<p>Nghị quyết 68 của Chính phủ hỗ trợ lao động.</p>",
    "<p>Theo Nghị quyết số 68/NQ-CP ngày 1/7/2021 của Chính phủ, người lao động được hỗ trợ.</p>",
    "<p>Nghị quyết Trung ương 4 khóa XII về xây dựng Đảng.</p>",
    "<p>Kế hoạch số 120, ngày 30/8/2021 của Ủy ban nhân dân tỉnh được ban hành.</p>",
    "<p>Huyện áp dụng Chỉ thị 16 từ hôm nay.</p>",
    "<p>Chỉ thị số 16/CT-TTg ngày 31/3/2020 của Thủ tướng Chính phủ có hiệu lực.</p>",
]


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_import_gives_the_same_register(make_article, hanoi, seed):
    orders = [list(enumerate(TEXTS)) for _ in range(2)]
    random.Random(seed).shuffle(orders[1])
    results = []
    for order in orders:
        with transaction.atomic():
            for number, body in order:
                make_article(f"Bài {number:02d}", body=body, standfirst="", published_at=hanoi(2021, 9, 1 + number))
            results.append(register())
            transaction.set_rollback(True)
    assert results[0] == results[1]


def meaning(article):
    return [(row.state, row.directive and row.directive.issued_on) for row in article.citations.all()]


def test_one_symbol_of_two_terms_is_two_documents(make_article):
    make_article(body=TEXTS[0], standfirst="")
    make_article(body=TEXTS[1], standfirst="")
    assert Directive.objects.filter(symbol="22-NQ/TW").count() == 2


def test_a_mention_that_fits_two_documents_goes_to_review(make_article, hanoi):
    make_article(body=TEXTS[0], standfirst="")
    make_article(body=TEXTS[1], standfirst="")
    bare = make_article(body=TEXTS[2], standfirst="", published_at=hanoi(2018, 6, 12))
    assert meaning(bare) == [("ambiguous", None)]
    assert 'class="citation"' not in bare.body_html


def test_an_issuer_decides_between_two_documents(make_article, hanoi):
    make_article(body=TEXTS[0], standfirst="")
    make_article(body=TEXTS[1], standfirst="")
    told = make_article(body=TEXTS[3], standfirst="", published_at=hanoi(2018, 6, 12))
    assert meaning(told) == [("settled", date(2013, 4, 10))]


def test_the_date_of_the_article_decides_before_the_second_was_issued(make_article, hanoi):
    make_article(body=TEXTS[0], standfirst="")
    make_article(body=TEXTS[1], standfirst="")
    early = make_article(body=TEXTS[2], standfirst="", published_at=hanoi(2009, 6, 12))
    assert meaning(early) == [("settled", date(2008, 2, 2))]


def test_a_fuller_citation_completes_a_thin_record_and_links_earlier_mentions(make_article):
    thin = make_article("Trước", body=TEXTS[4], standfirst="")
    record = Directive.objects.get()
    assert record.issued_on is None
    make_article("Sau", body=TEXTS[5], standfirst="")
    completed = Directive.objects.get()
    assert (completed.pk, completed.issued_on) == (record.pk, date(2014, 5, 30))
    thin.refresh_from_db()
    assert f'href="{completed.get_absolute_url()}"' in thin.body_html


def test_an_older_namesake_makes_an_earlier_link_doubtful_again(make_article, hanoi):
    make_article(body=TEXTS[0], standfirst="")
    bare = make_article(body=TEXTS[2], standfirst="", published_at=hanoi(2018, 6, 12))
    assert meaning(bare) == [("settled", date(2008, 2, 2))]
    make_article(body=TEXTS[1], standfirst="")
    bare.refresh_from_db()
    assert meaning(bare) == [("ambiguous", None)]
    assert 'class="citation"' not in bare.body_html


def test_what_a_person_verified_is_not_changed_by_articles(make_article):
    make_article(body=TEXTS[4], standfirst="")
    Directive.objects.update(verified=True, issuer="Bộ Chính trị", subject="do người kiểm tra ghi")
    make_article(body=TEXTS[5], standfirst="")
    assert Directive.objects.get(verified=True).subject == "do người kiểm tra ghi"


def test_a_record_that_no_article_prints_any_more_goes(make_article):
    article = make_article(body=TEXTS[5], standfirst="")
    article.body = "<p>Không còn viện dẫn nào.</p>"
    article.save()
    cite([article])
    assert not Directive.objects.exists()


def test_a_persons_decision_survives_edits_and_moving_text(make_article):
    article = make_article(body=f"{TEXTS[5]}<p>Huyện áp dụng Chỉ thị 16 từ hôm nay.</p>", standfirst="")
    row = article.citations.get(surface="Chỉ thị 16")
    row.state, row.decided = Citation.State.REJECTED, True
    row.save()
    article.body = f"<p>Huyện áp dụng Chỉ thị 16 từ hôm nay.</p><p>Thêm đoạn mới.</p>{TEXTS[5]}"
    article.save()
    cite([article])
    again = article.citations.get(surface="Chỉ thị 16")
    assert (again.state, again.decided, again.start < 40) == ("rejected", True, True)


def test_counts_of_evidence_are_numbers_of_articles(make_article):
    for number in range(3):
        make_article(f"Bài {number}", body=TEXTS[5] + TEXTS[5], standfirst="")
    assert Evidence.objects.get().articles == 3


def test_an_article_without_a_known_day_gives_no_date_to_judge_by(make_article):
    assert mentioned_on(make_article(date_precision="unknown")) is None


def test_settling_is_stable(make_article):
    article = make_article(body="".join(TEXTS), standfirst="")
    before = register()
    cite([article])
    registry.settle({cohort_of(facts())})
    assert register() == before
