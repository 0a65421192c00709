"""The words that any article holds, folded: what a mistyped word is compared with. A plain table on either engine.

Words are only ever added. One that no public article holds any more does no harm: what is proposed to a reader is
searched for first.
"""

import re

TABLE = "articles_search_words"
# Not unique: two writers of the same new word must not wait for each other, and a word kept twice does no harm.
CREATE = (f"CREATE TABLE {TABLE} (word varchar(20) NOT NULL)", f"CREATE INDEX {TABLE}_word ON {TABLE} (word)")
DROP = (f"DROP TABLE {TABLE}",)

_WORD = re.compile(r"(?<![^\W_])[a-z]{2,20}(?![^\W_])")
_AT_ONCE = 500  # parameters in one statement; SQLite took 999 for long


def of(texts):
    """Return the different words of folded `texts`, one space between."""
    return " ".join({word for text in texts for word in _WORD.findall(text)})


def add(connection, texts):
    """Keep the words of `texts`, each as `of` returns it."""
    found = sorted({word for text in texts for word in text.split()})
    new = set(found) - known(connection, found)
    if new:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE} (word) VALUES (%s)", [(word,) for word in sorted(new)])  # noqa: S608


def known(connection, words):
    """Return which of `words` some article holds."""
    words, result = list(words), set()
    with connection.cursor() as cursor:
        for begin in range(0, len(words), _AT_ONCE):
            some = words[begin : begin + _AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT word FROM {TABLE} WHERE word IN ({places})", some)  # noqa: S608
            result.update(row[0] for row in cursor.fetchall())
    return result
