"""Who takes our stories page by page while the newsroom goes on gets each one once, and no other."""

from datetime import timedelta

import pytest


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_nothing_is_lost_or_given_twice_while_others_publish_and_withdraw(make_article, client, now, limit):
    stories = [make_article(f"Bài {n:02}", published_at=now - timedelta(hours=n // 4 + 1)) for n in range(14)]
    address, taken, round_ = f"/api/articles/?limit={limit}", [], 0
    while address:
        page = client.get(address.replace("http://127.0.0.1:8000", "")).json()
        taken += [item["headlines"][0]["value"] for item in page["items"]]
        address = page["next"]
        round_ += 1
        make_article(f"Bài mới {round_}")
        if round_ == 1:
            seen = next(story for story in stories if story.headline in taken)
            seen.status = "withdrawn"
            seen.save()
    assert sorted(taken) == sorted(story.headline for story in stories)


def test_a_page_that_newer_stories_do_not_touch_keeps_its_etag(make_article, client, now):
    for number in range(6):
        make_article(f"Bài {number}", published_at=now - timedelta(hours=number + 1))
    following = client.get("/api/articles/?limit=3").json()["next"]
    path = following[following.index("/api/") :]
    tag = client.get(path)["ETag"]
    make_article("Bài mới")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    first = client.get("/api/articles/?limit=3")
    assert first.json()["items"][0]["headlines"][0]["value"] == "Bài mới"
