"""A line that is cut: a TCP relay on a free port that ends connections at chosen bytes."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading

_SMALL = 16 * 1024


class CuttingLine:
    """Relays to a port of this machine. `cuts()` gives after how many bytes the next is cut.

    The count runs over all connections, in the direction of `way` ("up": to the server). Every
    second cut is a reset, the others an end.
    """

    def __init__(self, port: int, cuts, *, way: str = "up") -> None:
        self.target = port
        self.up = self.down = self.cut = 0
        self._cuts, self._way = cuts, way
        self._left = cuts()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL)
        self.port = self._server.getsockname()[1]
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._accept, name="line")]
        self._threads[0].start()

    def _accept(self) -> None:
        self._server.settimeout(0.1)
        while not self._ending.is_set():
            with contextlib.suppress(TimeoutError):
                near, _ = self._server.accept()
                thread = threading.Thread(target=self._relay, args=(near,), name="relay")
                self._threads.append(thread)
                thread.start()

    def _relay(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.target), timeout=10)
            # What is counted must be on its way, not wait here for a reset to forget it.
            far.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SMALL)
        except OSError:
            near.close()
            return
        with selectors.DefaultSelector() as ready, near, far:
            ready.register(near, selectors.EVENT_READ, (far, "up"))
            ready.register(far, selectors.EVENT_READ, (near, "down"))
            while not self._ending.is_set():
                for key, _ in ready.select(0.1):
                    other, way = key.data
                    try:
                        data = key.fileobj.recv(_SMALL)
                        if not self._pass(data, way, other):
                            self._end(near, far)
                            return
                    except OSError:
                        return

    def _pass(self, data: bytes, way: str, other: socket.socket) -> bool:
        if not data:
            return False
        if way == self._way and self._left is not None:
            if len(data) >= self._left:
                data = data[: self._left]
                self._count(way, len(data))
                other.sendall(data)
                self._left = self._cuts()
                self.cut += 1
                return False
            self._left -= len(data)
        self._count(way, len(data))
        other.sendall(data)
        return True

    def _count(self, way: str, size: int) -> None:
        if way == "up":
            self.up += size
        else:
            self.down += size

    def _end(self, *ends: socket.socket) -> None:
        if self.cut % 2:
            for one in ends:
                # The end of a line that is cut is not always polite.
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def close(self) -> None:
        self._ending.set()
        for one in self._threads:
            one.join()
        self._server.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
