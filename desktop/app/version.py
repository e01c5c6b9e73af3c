"""The version of Terreno as shown to people."""

from __future__ import annotations

VERSION = "0.1.0"
