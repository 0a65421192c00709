"""Parts of pages are those of one edition, whoever asks while another begins."""

from newsroom import fragments

OLD, NEW = "edition 1", "edition 2"


def test_nobody_meets_a_part_of_the_last_edition_under_the_next_one_while_it_begins():
    met = []

    class Watched(fragments._Kept):
        def __setattr__(self, name, value):
            super().__setattr__(name, value)
            if hasattr(self, "ready"):
                met.append(self.find(NEW, "text of article 1"))

    kept = Watched()
    kept.put(OLD, "text of article 1", "withdrawn since")
    object.__setattr__(kept, "ready", True)
    kept.put(NEW, "menu", "new menu")
    assert met
    assert "withdrawn since" not in met
    assert kept.find(NEW, "menu") == "new menu"
