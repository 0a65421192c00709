import os
import tempfile
from pathlib import Path

import pytest

from newsroom.tests.installation.paper import Paper
from newsroom.tests.installation.programs import missing


@pytest.fixture(scope="package")
def paper():
    """A large installation, started once for all tests that take parts of it away and give them back."""
    if (lacking := missing()) and not os.environ.get("NOTHING_SKIPPED"):
        pytest.skip(f"not installed: {', '.join(lacking)}")
    # Not in pytest's own folder, which it closes to PostgreSQL, which runs as somebody else.
    with tempfile.TemporaryDirectory(prefix="newsroom-installation-", ignore_cleanup_errors=True) as folder:
        paper = Paper(Path(folder))
        try:
            yield paper.start()
        finally:
            paper.stop()
