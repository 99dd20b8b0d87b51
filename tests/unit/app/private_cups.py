"""A CUPS of our own in a folder: nothing of the machine's is touched. Needs cupsd (Debian: cups cups-client)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

CUPSD = shutil.which("cupsd") or ("/usr/sbin/cupsd" if Path("/usr/sbin/cupsd").exists() else None)

_CONF = """
LogLevel warn
Listen {socket}
Listen {address}
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
_FILES = """
FileDevice Yes
ServerRoot {root}
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/spool/tmp
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
ServerBin /usr/lib/cups
DataDir /usr/share/cups
DocumentRoot /usr/share/cups/doc-root
SystemGroup root
"""
_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test"
*ShortNickName: "Test"
*NickName: "Test"
*PSVersion: "(3010.000) 0"
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: {paper}
*PageSize {paper}: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: {paper}
*PageRegion {paper}: ""
*CloseUI: *PageRegion
*DefaultImageableArea: {paper}
*ImageableArea {paper}: "0 0 595 842"
*DefaultPaperDimension: {paper}
*PaperDimension {paper}: "595 842"
*OpenUI *Duplex: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None: ""
*Duplex DuplexNoTumble: ""
*CloseUI: *Duplex
"""


def _free_port() -> int:
    """CUPS builds the addresses of its printers from a port, so it needs one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PrivateCups:
    """One cupsd with printers that write into files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.socket = root / "cups.sock"
        self.address = f"127.0.0.1:{_free_port()}"
        for name in ("spool/tmp", "cache", "state", "ppd", "out"):
            (root / name).mkdir(parents=True, exist_ok=True)
        (root / "cupsd.conf").write_text(_CONF.format(socket=self.socket, address=self.address), encoding="utf-8")
        (root / "cups-files.conf").write_text(_FILES.format(root=root), encoding="utf-8")
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        words = [str(CUPSD), "-f", "-c", str(self.root / "cupsd.conf"), "-s", str(self.root / "cups-files.conf")]
        self._server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _try in range(100):
            if self.socket.exists() and self.run("lpstat", "-r").startswith("scheduler is running"):
                return
            time.sleep(0.1)
        log = self.root / "error_log"
        raise RuntimeError(log.read_text(encoding="utf-8") if log.exists() else "cupsd did not start")

    def stop(self) -> None:
        """Stop this one."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)

    def run(self, *words: str) -> str:
        """A command of CUPS against this server."""
        environment = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C"}
        done = subprocess.run(words, capture_output=True, check=False, env=environment, timeout=30)
        return (done.stdout + done.stderr).decode("utf-8", "replace")

    def add(self, name: str, paper: str = "A4") -> Path:
        """A printer; the file is what comes out of it."""
        out, ppd = self.root / "out" / f"{name}.prn", self.root / f"{name}.ppd"
        ppd.write_text(_PPD.format(paper=paper), encoding="ascii")
        said = self.run("lpadmin", "-p", name, "-v", f"file://{out}", "-P", str(ppd), "-E")
        if "error" in said.lower() or "unable" in said.lower():
            raise RuntimeError(said)
        return out
