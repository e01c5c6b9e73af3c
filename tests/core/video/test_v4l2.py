"""What a camera says of its sizes and rates, read as the kernel lays it out."""

from __future__ import annotations

import errno
import struct
import sys

import pytest

from core.video.v4l2 import ENUM_FORMATS, ENUM_INTERVALS, ENUM_SIZES, Mode, best_mode, modes_of

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")

YUYV, MJPG = (int.from_bytes(name, "little") for name in (b"YUYV", b"MJPG"))
CAMERA = {
    YUYV: {(640, 480): [(1, 30)], (1280, 720): [(1, 10), (1, 5)]},
    MJPG: {(1280, 720): [(1, 30)], (1920, 1080): [(1, 30)]},
}


def camera(_handle, request, about):
    """Answers as drivers do: struct v4l2_fmtdesc, v4l2_frmsizeenum and v4l2_frmivalenum."""
    (index,) = struct.unpack_from("=I", about)
    try:
        if request == ENUM_FORMATS:
            struct.pack_into("=I", about, 44, list(CAMERA)[index])
        elif request == ENUM_SIZES:
            (form,) = struct.unpack_from("=I", about, 4)
            struct.pack_into("=III", about, 8, 1, *list(CAMERA[form])[index])
        elif request == ENUM_INTERVALS:
            form, width, height = struct.unpack_from("=III", about, 4)
            struct.pack_into("=III", about, 16, 1, *CAMERA[form][width, height][index])
    except IndexError:
        raise OSError(errno.EINVAL, "the list is over") from None


def stepwise(_handle, request, about):
    (index,) = struct.unpack_from("=I", about)
    if index:
        raise OSError(errno.EINVAL, "the list is over")
    if request == ENUM_FORMATS:
        struct.pack_into("=I", about, 44, YUYV)
    elif request == ENUM_SIZES:
        struct.pack_into("=7I", about, 8, 3, 32, 1300, 2, 32, 800, 2)
    else:
        struct.pack_into("=7I", about, 16, 3, 1, 60, 1, 1, 1, 1)


def test_the_requests_are_the_kernels():
    # From linux/videodev2.h on 64 bits.
    assert (ENUM_FORMATS, ENUM_SIZES, ENUM_INTERVALS) == (0xC0405602, 0xC02C564A, 0xC034564B)


def test_sizes_and_rates(tmp_path):
    (tmp_path / "video0").touch()
    assert modes_of(tmp_path / "video0", ioctl=camera) == [
        Mode(1920, 1080, 30.0, "MJPG"),
        Mode(1280, 720, 30.0, "MJPG"),
        Mode(1280, 720, 10.0, "YUYV"),
        Mode(1280, 720, 5.0, "YUYV"),
        Mode(640, 480, 30.0, "YUYV"),
    ]


def test_a_camera_of_any_size_offers_the_usual_ones(tmp_path):
    (tmp_path / "video0").touch()
    found = modes_of(tmp_path / "video0", ioctl=stepwise)
    assert found == [Mode(1280, 720, 60.0, "YUYV"), Mode(640, 480, 60.0, "YUYV")]


def test_what_is_no_camera_offers_nothing(tmp_path):
    (tmp_path / "text").write_text("nada")
    assert modes_of(tmp_path / "text") == []
    assert modes_of(tmp_path / "none") == []


def test_the_size_to_record_with(tmp_path):
    modes = [Mode(1920, 1080, 30, "MJPG"), Mode(1280, 720, 30, "MJPG"), Mode(1280, 720, 10, "YUYV")]
    assert best_mode(modes) == modes[1]
    assert best_mode(modes, height=1080) == modes[0]
    assert best_mode(modes[2:]) == modes[2]
    assert best_mode([]) is None
