"""`python -m desktop` is `terreno`."""

from __future__ import annotations

import sys

from desktop.app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
