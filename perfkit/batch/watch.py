"""`perfkit report --watch`: pages that are made again whenever their files change, and that reload
themselves.

The page is served on this machine only (127.0.0.1), so that it can ask whether there is a newer one; nothing
leaves the machine.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from stat import S_ISREG

from perfkit.base.errors import PerfkitError
from perfkit.base.files import listed
from perfkit.base.interrupts import CODE
from perfkit.base.text import say
from perfkit.batch.plan import find_departments
from perfkit.batch.result import BatchResult
from perfkit.batch.worker import warm_now
from perfkit.filing.beside import filings_beside
from perfkit.filing.evidence_files import files_of

_PAUSE = 0.05
_LOOK = 0.02
_LONG = 25.0
_SCRIPT = b"""<script>
(async () => {
  for (;;) {
    try {
      const answer = await fetch("/newer-than/%d" + location.pathname);
      if (answer.status === 200) { location.reload(); return; }
    } catch (gone) { await new Promise(done => setTimeout(done, 1000)); }
  }
})();
</script>"""


def _print(text: str) -> None:
    print(text, flush=True)


def watch(
    make: Callable[[], BatchResult],
    paths: Iterable[Path],
    out: Path,
    lang: str = "zh",
    *,
    port: int = 0,
    tell: Callable[[str], None] = _print,
) -> None:
    """Make the reports, serve them, and make them again whenever a file of a department changes; until
    Ctrl-C.

    Parameters
    ----------
    make : makes what is missing or has changed, as `perfkit.batch.report` does
    paths : department folders, or folders of them
    out : Path      where the reports lie
    port : int      of the local address; a free one unless given
    tell : what says the address and what was made
    """
    paths = list(paths)
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(out)))
    server.daemon_threads = True
    try:
        before = state_of(paths, out)
        _make(make, lang, tell)
        for work in (server.serve_forever, warm_now):
            threading.Thread(target=work, daemon=True).start()
        where = f"http://127.0.0.1:{server.server_address[1]}/"
        tell(
            say(
                lang,
                f"{where}（文件一改，页面自己更新；Ctrl-C 结束）",
                f"{where} (updates itself; Ctrl-C ends)",
            )
        )
        while True:
            time.sleep(_PAUSE)
            now = state_of(paths, out)
            if now != before:
                before = now
                _make(make, lang, tell)
    finally:
        server.server_close()


def _make(make: Callable[[], BatchResult], lang: str, tell: Callable[[str], None]) -> None:
    start = time.perf_counter()
    try:
        result = make()
    except PerfkitError as error:  # a file that is being saved; the next change makes it good
        tell(error.show(lang))
        return
    if result.exit_code == CODE:  # the batch has said so and ended in good order; so does this
        raise KeyboardInterrupt
    seconds = time.perf_counter() - start
    for entry in result.units:
        if entry.failure:
            tell(entry.failure["error"])
    failed = sum(entry.failure is not None for entry in result.units)
    made = len(result.units) - failed
    tell(
        say(
            lang,
            f"{made} 份已更新，{failed} 份失败，{seconds:.1f} 秒",
            f"{made} made, {failed} failed, {seconds:.1f} s",
        )
    )


def state_of(paths: Iterable[Path], out: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file that a report of these departments rests on."""
    found: dict[str, tuple[int, int]] = {}
    try:
        folders = find_departments(paths, out)
    except PerfkitError:
        return found
    for folder in folders:
        with suppress(PerfkitError):  # what is no folder any more is said by whoever makes the report
            for file in (
                *listed(folder),
                *listed(folder / "judgements"),
                *files_of(folder),
                *filings_beside(folder),
            ):
                with suppress(OSError):
                    state = file.stat()
                    if S_ISREG(state.st_mode) and not file.name.startswith("."):
                        found[str(file)] = (state.st_size, state.st_mtime_ns)
    return found


def _state(page: Path) -> int:
    """When a page was written; 0 while it is not there."""
    try:
        return page.stat().st_mtime_ns
    except OSError:
        return 0


def _is_newer(page: Path, than: int) -> bool:
    """Wait until a page is written again, which a report is before the index and the tables are."""
    end = time.monotonic() + _LONG
    while (state := _state(page)) in (0, than) and time.monotonic() < end:
        time.sleep(_LOOK)
    return state not in (0, than)


class _Handler(SimpleHTTPRequestHandler):
    """Files of the output folder; pages ask whether they were written again."""

    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        """A file, a page with the lines that reload it, or whether that page was written again."""
        if self.path.startswith("/newer-than/"):
            number, _, rest = self.path.removeprefix("/newer-than/").partition("/")
            newer = number.isdigit() and _is_newer(self._page(f"/{rest}"), int(number))
            self.send_response(200 if newer else 204)
            self.end_headers()
            return
        page = self._page(self.path)
        if page.suffix != ".html" or not page.is_file():
            super().do_GET()
            return
        state = _state(page)  # before the page is read: what comes in between reloads it
        content = page.read_bytes().replace(b"</body>", _SCRIPT % state + b"</body>", 1)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _page(self, address: str) -> Path:
        path = Path(self.translate_path(address))
        return path / "index.html" if path.is_dir() else path

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the terminal belongs to what was made."""
