"""`terreno video …`: recording and what becomes of it, without a window.

One module for each group of verbs; a new one adds its own below.
"""

from __future__ import annotations

import typer

from core.cli.video_blur import blur, decide, due, erase, keep, protection
from core.cli.video_cut import clip, moments, reel, still
from core.cli.video_import import align, join
from core.cli.video_marks import agreement, export, marks, scheme
from core.cli.video_probe import probe
from core.cli.video_record import record
from core.cli.video_recover import recover
from core.cli.video_speech import speech

app = typer.Typer(no_args_is_help=True, help="Gravar e tratar vídeo, sem janela.")
app.command()(probe)
app.command()(record)
app.command()(recover)
app.command("import")(join)
app.command()(align)
app.command()(moments)
app.command()(clip)
app.command()(still)
app.command()(reel)
app.command()(export)
app.command()(marks)
app.command()(scheme)
app.command()(agreement)
app.command()(speech)
app.command()(blur)
app.command("privacy")(protection)
app.command()(decide)
app.command()(keep)
app.command()(due)
app.command()(erase)
