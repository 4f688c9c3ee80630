"""A cache in front of a site, of the worst kind: it keeps whatever it was told once, until it gets a PURGE for it."""

import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

Kept = tuple[int, list[tuple[str, str]], bytes]


class CachingProxy(ThreadingHTTPServer):
    """`purges_with`: the status that it answers to PURGE; None keeps the caller waiting."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, origin: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.origin = urlsplit(origin).netloc
        self.kept: dict[str, Kept] = {}
        self.purged: set[str] = set()
        self.purges_with: int | None = 200
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def end(self) -> None:
        """Nobody listens at this address afterwards."""
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    server: CachingProxy

    def do_GET(self) -> None:
        kept = self.server.kept.get(self.path) or self._from_origin()
        self._answer(*kept)

    def do_PURGE(self) -> None:
        if self.server.purges_with is None:
            time.sleep(2)
            return
        if self.server.purges_with == 200:
            self.server.purged.add(self.path)
            self.server.kept.pop(self.path, None)
        self._answer(self.server.purges_with, [], b"")

    def _from_origin(self) -> Kept:
        connection = HTTPConnection(self.server.origin, timeout=30)
        connection.request("GET", self.path, headers={"Host": urlsplit(self.server.url).netloc})
        answer = connection.getresponse()
        passed = {"content-type", "location"}
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() in passed]
        found = (answer.status, headers, answer.read())
        if answer.status < 400:
            self.server.kept[self.path] = found
        return found

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass
