"""An MJPEG camera over HTTP, as phones turned into cameras give it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from core.video.still import jpeg
from core.video.test_pattern import TestPattern


class MjpegCamera:
    """An MJPEG server whose behaviour the test changes: "give", "hang" or "close"."""

    def __init__(self, clock, *, port=0, picture=None):
        """`picture` waits for the next picture and gives it; else a test pattern is sent."""
        pattern = TestPattern(clock=clock, width=320, height=180, fps=20)
        picture = picture or (lambda: pattern.read().image)
        self.behaviour = "give"
        self.stopping = threading.Event()
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                try:
                    while not camera.stopping.is_set() and camera.behaviour != "close":
                        if camera.behaviour == "hang":
                            camera.stopping.wait(0.02)
                            continue
                        data = jpeg(picture())
                        self.wfile.write(
                            b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: "
                            + str(len(data)).encode()
                            + b"\r\n\r\n"
                            + data
                            + b"\r\n"
                        )
                except OSError:
                    pass  # the other side went away

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/video"

    def stop(self):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
