"""Makes the sample clip `visita-centro-de-dia.mp4`: a drawn day centre, 24 s, with soft sound.

    python -m resources.sample.make_clip

Everything is drawn and computed here, so the clip carries no one's image, voice or music.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import cos, pi, sin
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, FPS, SECONDS = 640, 360, 25, 24
SCENE_S = 8
RATE = 48_000
Image = NDArray[np.uint8]
Color = tuple[int, int, int]

# Blue, green, red: as OpenCV orders them.
WALL: Color = (214, 232, 240)
FLOOR: Color = (150, 178, 200)
WOOD: Color = (78, 112, 150)
DARK: Color = (70, 58, 48)
SKY: Color = (236, 214, 178)
LEAF: Color = (96, 150, 104)
WHITE: Color = (250, 250, 250)
SKIN: tuple[Color, ...] = ((172, 196, 230), (140, 168, 208), (108, 136, 178))
CLOTHES: tuple[Color, ...] = ((150, 110, 80), (90, 130, 190), (110, 150, 110), (130, 100, 150))


def draw_frame(number: int) -> Image:
    """One picture (BGR); each scene lasts 8 s."""
    second = number / FPS
    scene = min(int(second // SCENE_S), len(SCENES) - 1)
    title, draw = SCENES[scene]
    image = np.full((HEIGHT, WIDTH, 3), WALL, np.uint8)
    cv2.rectangle(image, (0, 240), (WIDTH, HEIGHT), FLOOR, -1)
    cv2.line(image, (0, 240), (WIDTH, 240), WOOD, 2, cv2.LINE_AA)
    draw(image, second)
    _clock(image, (584, 56), second)
    _title(image, title)
    return image


def _entrance(image: Image, second: float) -> None:
    cv2.rectangle(image, (60, 84), (250, 200), SKY, -1)
    cv2.circle(image, (110, 200), 34, LEAF, -1, cv2.LINE_AA)
    cv2.circle(image, (204, 206), 44, LEAF, -1, cv2.LINE_AA)
    cv2.rectangle(image, (60, 200), (250, 240), WALL, -1)
    cv2.rectangle(image, (60, 84), (250, 200), WOOD, 4)
    opening = int(46 * min(1.0, max(0.0, second - 1.0)))
    cv2.rectangle(image, (380, 90), (480, 242), SKY, -1)
    cv2.rectangle(image, (380, 90), (480 - opening, 242), WOOD, -1)
    cv2.rectangle(image, (376, 86), (484, 242), DARK, 3)
    # A ramp without steps, as one of the questions asks.
    ramp = np.array([[330, 300], [530, 300], [480, 243], [380, 243]], np.int32)
    cv2.fillPoly(image, [ramp], (176, 190, 200), cv2.LINE_AA)
    _person(image, (int(470 - 40 * max(0.0, second - 2)), 290), second, 0, walking=True)
    _person(image, (150, 300), second, 1)
    _person(image, (206, 306), second + 0.7, 2, waving=True)


def _living_room(image: Image, second: float) -> None:
    cv2.rectangle(image, (220, 76), (380, 170), SKY, -1)
    sun = (int(240 + 12 * (second - SCENE_S)), 104)
    cv2.circle(image, sun, 14, (150, 222, 250), -1, cv2.LINE_AA)
    cv2.rectangle(image, (220, 76), (380, 170), WOOD, 4)
    cv2.line(image, (300, 76), (300, 170), WOOD, 3)
    cv2.rectangle(image, (40, 214), (170, 280), (120, 130, 180), -1)
    cv2.rectangle(image, (40, 180), (170, 220), (104, 114, 164), -1)
    cv2.ellipse(image, (350, 318), (110, 28), 0, 0, 360, WOOD, -1, cv2.LINE_AA)
    for index, x in enumerate((80, 130)):
        _person(image, (x, 272), second + index, index, seated=True)
    for index, x in enumerate((270, 350, 430)):
        _person(image, (x, 282), second + index * 0.6, index + 1, seated=True, waving=index == 1)
    for index in range(4):
        card = (290 + index * 34, 306 + int(3 * sin(second * 2 + index)))
        cv2.rectangle(image, card, (card[0] + 16, card[1] + 11), WHITE, -1)
    _person(image, (int(520 + 24 * sin(second)), 300), second, 3, walking=True)


def _dining_room(image: Image, second: float) -> None:
    for x in (60, 250, 440):
        cv2.rectangle(image, (x + 18, 84), (x + 98, 160), SKY, -1)
        cv2.rectangle(image, (x + 18, 84), (x + 98, 160), WOOD, 3)
    for index, x in enumerate((110, 310)):
        _person(image, (x - 38, 276), second + index, index, seated=True)
        _person(image, (x + 38, 276), second + index + 0.5, index + 2, seated=True)
        cv2.rectangle(image, (x - 74, 284), (x + 74, 300), WOOD, -1)
        cv2.rectangle(image, (x - 6, 300), (x + 6, 346), WOOD, -1)
        for plate in (-38, 38):
            cv2.ellipse(image, (x + plate, 284), (22, 6), 0, 0, 360, WHITE, -1, cv2.LINE_AA)
            _steam(image, (x + plate, 272), second + plate)
    _person(
        image, (int(560 - 14 * (second - 2 * SCENE_S)), 306), second, 3, walking=True, tray=True
    )


SCENES: tuple[tuple[str, Callable[[Image, float], None]], ...] = (
    ("Entrada", _entrance),
    ("Sala de convívio", _living_room),
    ("Refeitório", _dining_room),
)


def _person(
    image: Image,
    foot: tuple[int, int],
    second: float,
    who: int,
    *,
    seated: bool = False,
    walking: bool = False,
    waving: bool = False,
    tray: bool = False,
) -> None:
    x, y = foot
    cloth, skin = CLOTHES[who % len(CLOTHES)], SKIN[who % len(SKIN)]
    nod = int(2 * sin(second * 2.2 + who))
    top = y - (62 if seated else 92)
    if not seated:
        step = int(9 * sin(second * 6)) if walking else 5
        for side in (-1, 1):
            cv2.line(image, (x, y - 40), (x + side * step, y), DARK, 8, cv2.LINE_AA)
    cv2.ellipse(image, (x, top + 42), (17, 28), 0, 0, 360, cloth, -1, cv2.LINE_AA)
    hand = (x + 26, top + 46)
    if waving:
        hand = (x + 26 + int(5 * sin(second * 5)), top + 4)
    if tray:
        hand = (x - 28, top + 38)
        cv2.rectangle(image, (x - 52, top + 34), (x - 14, top + 40), WHITE, -1)
    cv2.line(image, (x + (10 if hand[0] > x else -10), top + 28), hand, cloth, 8, cv2.LINE_AA)
    cv2.circle(image, hand, 5, skin, -1, cv2.LINE_AA)
    cv2.circle(image, (x, top + nod), 15, skin, -1, cv2.LINE_AA)
    cv2.ellipse(image, (x, top + nod - 4), (16, 12), 0, 180, 360, (226, 226, 230), -1, cv2.LINE_AA)
    for eye in (-5, 5):
        cv2.circle(image, (x + eye, top + nod + 1), 1, DARK, -1, cv2.LINE_AA)
    cv2.ellipse(image, (x, top + nod + 5), (5, 3), 0, 0, 180, DARK, 1, cv2.LINE_AA)


def _steam(image: Image, where: tuple[int, int], second: float) -> None:
    x, y = where
    points = [(x + int(4 * sin(second * 3 + k)), y - 5 * k) for k in range(6)]
    cv2.polylines(image, [np.array(points, np.int32)], False, WHITE, 2, cv2.LINE_AA)


def _clock(image: Image, centre: tuple[int, int], second: float) -> None:
    cv2.circle(image, centre, 30, WHITE, -1, cv2.LINE_AA)
    cv2.circle(image, centre, 30, DARK, 3, cv2.LINE_AA)
    # 10:10 and a second hand that lets one check the time base by eye.
    for turn, length, thickness in ((10.17 / 12, 13, 3), (1 / 6, 19, 2), (second / 60, 24, 1)):
        angle = 2 * pi * turn
        tip = (int(centre[0] + length * sin(angle)), int(centre[1] - length * cos(angle)))
        cv2.line(image, centre, tip, DARK, thickness, cv2.LINE_AA)


def _title(image: Image, title: str) -> None:
    cv2.rectangle(image, (0, 0), (240, 44), (96, 74, 44), -1)
    cv2.putText(image, title, (16, 30), WHITE, cv2.FontFace("sans"), 22)


def sound() -> NDArray[np.int16]:
    """Mono, 48 kHz: a quiet chord per scene, and three footsteps at each change of scene."""
    time = np.arange(SECONDS * RATE) / RATE
    wave = np.zeros_like(time)
    for scene, notes in enumerate(
        ((220.0, 277.18, 329.63), (196.0, 246.94, 293.66), (220.0, 261.63, 329.63))
    ):
        start = scene * SCENE_S
        local = time - start
        envelope = np.clip(np.minimum(local, SCENE_S - local) / 0.6, 0, 1)
        for k, note in enumerate(notes):
            wave += (
                envelope
                * 0.05
                * np.sin(2 * pi * note * local + k)
                * (1 + 0.2 * np.sin(2 * pi * 0.5 * local + k))
            )
        for k in range(3):
            since = local - 0.6 - 0.5 * k
            wave += np.where(since > 0, 0.25 * np.exp(-np.clip(since, 0, 4) * 40), 0) * np.sin(
                2 * pi * 95 * since
            )
    return (np.clip(wave, -1, 1) * 32_000).astype(np.int16)


def write_clip(path: Path) -> None:
    """Encode picture (H.264) and sound (AAC) into an MP4 that starts playing at once."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.options = {"crf": "26", "preset": "slow", "g": str(FPS), "bf": "0"}
        audio = container.add_stream("aac", rate=RATE)
        audio.layout = "mono"
        audio.bit_rate = 48_000
        samples = sound()
        per_frame = RATE // FPS
        for number in range(SECONDS * FPS):
            picture = av.VideoFrame.from_ndarray(draw_frame(number), format="bgr24")
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            container.mux(video.encode(picture))
            block = samples[number * per_frame : (number + 1) * per_frame].reshape(1, -1)
            heard = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            heard.sample_rate, heard.pts = RATE, number * per_frame
            heard.time_base = Fraction(1, RATE)
            container.mux(audio.encode(heard))
        container.mux(video.encode(None))
        container.mux(audio.encode(None))


if __name__ == "__main__":
    write_clip(HERE / "visita-centro-de-dia.mp4")
