"""A small RTSP camera for tests: H.264 over the RTSP connection itself (RFC 2326, 3550, 6184)."""

from __future__ import annotations

import re
import socketserver
import struct
import threading
from contextlib import suppress
from fractions import Fraction

import av

from core.video.test_pattern import TestPattern

_DESCRIPTION = (
    "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=ensaio\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
    "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    "a=fmtp:96 packetization-mode=1\r\na=control:trackID=0\r\n"
)
_LARGEST = 1300


class RtspCamera:
    """Gives the test pattern to who asks; `behaviour` is "give", "hang" or "close"."""

    def __init__(self, clock):
        self.behaviour = "give"
        self.stopping = threading.Event()
        self.clock = clock
        self.sent = []
        """The slices of each picture given, and whether it was a key picture."""
        camera = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                with suppress(OSError):  # the other side went away
                    _speak(self.rfile, self.wfile, camera)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    @property
    def address(self):
        return f"rtsp://127.0.0.1:{self.port}/camera"

    def stop(self):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def _speak(rfile, wfile, camera):
    while True:
        asked = []
        while (line := rfile.readline().decode().strip()) or not asked:
            if not line:
                return
            asked.append(line)
        method = asked[0].split()[0]
        number = next(line.split(":")[1].strip() for line in asked if line.startswith("CSeq"))
        more, body = "", ""
        if method == "OPTIONS":
            more = "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"
        elif method == "DESCRIBE":
            body = _DESCRIPTION
            more = f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n"
        elif method == "SETUP":
            more = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 7\r\n"
        elif method == "PLAY":
            more = "Session: 7\r\n"
        wfile.write(f"RTSP/1.0 200 OK\r\nCSeq: {number}\r\n{more}\r\n{body}".encode())
        wfile.flush()
        if method == "PLAY":
            _play(wfile, camera)
            return


def _play(wfile, camera):
    pattern = TestPattern(clock=camera.clock, width=320, height=180, fps=20)
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = 320, 180, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, 20), Fraction(20)
    encoder.gop_size, encoder.max_b_frames = 10, 0
    encoder.options = {"preset": "ultrafast", "tune": "zerolatency"}
    sequence = stamp = 0
    while not camera.stopping.is_set() and camera.behaviour != "close":
        if camera.behaviour == "hang":
            camera.stopping.wait(0.02)
            continue
        picture = av.VideoFrame.from_ndarray(pattern.read().image, format="bgr24")
        picture.pts = stamp
        stamp += 1
        for packet in encoder.encode(picture):
            units = [unit for unit in re.split(rb"\x00\x00\x00?\x01", bytes(packet)) if unit]
            slices = tuple(unit for unit in units if unit[0] & 0x1F in (1, 5))
            camera.sent.append((slices, packet.is_keyframe))
            parts = [part for unit in units for part in _parts(unit)]
            for place, part in enumerate(parts):
                last = 0x80 if place == len(parts) - 1 else 0
                head = struct.pack(">BBHII", 0x80, last | 96, sequence & 0xFFFF, stamp * 4500, 1)
                sequence += 1
                wfile.write(struct.pack(">cBH", b"$", 0, len(head) + len(part)) + head + part)
        wfile.flush()


def _parts(unit):
    """One unit as it is, or in fragments (FU-A) when it is too long."""
    if len(unit) <= _LARGEST:
        yield unit
        return
    kind, rest = unit[0], unit[1:]
    for start in range(0, len(rest), _LARGEST):
        piece = rest[start : start + _LARGEST]
        mark = (0x80 if start == 0 else 0) | (0x40 if start + _LARGEST >= len(rest) else 0)
        yield bytes([kind & 0xE0 | 28, mark | kind & 0x1F]) + piece
