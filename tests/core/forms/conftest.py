"""Builders that the tests of forms share: a monkey, workbooks as tables."""

from __future__ import annotations

import sys
from pathlib import Path

# The test folders are no packages (importlib mode): their helpers are found by name.
sys.path.insert(0, str(Path(__file__).parent))
