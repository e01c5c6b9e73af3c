"""A program that stands for `whisper-cli`: hears where it is loud and prints as that one does."""

from __future__ import annotations

import stat
import sys

_PROGRAM = """#!{python}
import io, sys, wave
import numpy as np
wanted = ["-m", "-l", "-np", "-f", "-"]
if [one for one in sys.argv if one in wanted] != wanted:
    sys.exit("error: unknown argument")
model, spoken = sys.argv[sys.argv.index("-m") + 1], sys.argv[sys.argv.index("-l") + 1]
words = open(model, encoding="utf-8").read().split("|")
if words[0] != "ggml":
    print("error: failed to initialize whisper context", file=sys.stderr)
    sys.exit(int(words[0]))
with wave.open(io.BytesIO(sys.stdin.buffer.read())) as sound:
    assert (sound.getnchannels(), sound.getframerate()) == (1, 16000)
    heard = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
loud = np.abs(heard[: len(heard) // 1600 * 1600].reshape(-1, 1600).astype(int)).max(axis=1) > 3000
if words[1] == "sleep":
    import time
    time.sleep(60)
clock = lambda at: f"00:00:{{at // 10:02d}}.{{at % 10}}00"
print()
begins = [at for at in np.flatnonzero(loud) if at == 0 or not loud[at - 1]]
for number, at in enumerate(begins):
    said = words[1 + number % (len(words) - 1)]
    print(f"[{{clock(at)}} --> {{clock(at + 5)}}]   {{said}} ({{spoken}})".replace(" (pt)", ""))
"""


def an_engine(folder, *, said="Bom dia|Há uma rampa à entrada|[música]", begins="ggml"):
    """The program and a model that says these words, one after the other, where it is loud."""
    program, model = folder / "whisper-cli", folder / "ggml-teste.bin"
    program.write_text(_PROGRAM.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    model.write_text(f"{begins}|{said}", encoding="utf-8")
    return program, model
