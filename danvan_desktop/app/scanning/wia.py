"""Scanners on Windows, by WIA 2.0 through the system's own PowerShell: pages come as base64 text, never by a file.

Not yet tried on a real Windows with a real scanner (README).
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from danvan_desktop.app.scanning.running import run
from danvan_desktop.app.scanning.scanner import FEEDER, PAPERS, Scanner, Step, Wish
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _

LIST_WAIT_S, PAGE_WAIT_S = 60.0, 300.0
NO_PAPER = "80210003"  # WIA_ERROR_PAPER_EMPTY
_HEAD = "$ErrorActionPreference='Stop';[Console]::OutputEncoding=[Text.Encoding]::UTF8;"
_LIST = """
$found=@();$all=(New-Object -ComObject WIA.DeviceManager).DeviceInfos;
for($i=1;$i -le $all.Count;$i++){$one=$all.Item($i);
if($one.Type -eq 1){$found+=@{device=$one.DeviceID;name=[string]$one.Properties.Item('Name').Value}}};
ConvertTo-Json -Compress -InputObject @($found)
"""
# 3088 document handling select · 6146 intent · 6147, 6148 resolution · 6149…6152 place and extent in pixels
_PAGE = """
$wish=[Console]::In.ReadToEnd()|ConvertFrom-Json;
$all=(New-Object -ComObject WIA.DeviceManager).DeviceInfos;$device=$null;
for($i=1;$i -le $all.Count;$i++){if($all.Item($i).DeviceID -eq $wish.device){$device=$all.Item($i).Connect()}};
if($device -eq $null){throw 'gone'};
function Put($of,$number,$value){try{$of.Properties.Item([string]$number).Value=$value}catch{}};
Put $device 3088 $wish.handling;$item=$device.Items.Item(1);
Put $item 6146 $wish.intent;Put $item 6147 $wish.dpi;Put $item 6148 $wish.dpi;Put $item 6149 0;Put $item 6150 0;
if($wish.width -gt 0){Put $item 6151 $wish.width;Put $item 6152 $wish.height};
try{$picture=$item.Transfer('{B96B3CAE-0728-11D3-9D7B-0000F81EF32E}')}
catch{[Console]::Error.Write(('{0:X8}' -f $_.Exception.GetBaseException().HResult));exit 7};
[Console]::Out.Write([Convert]::ToBase64String($picture.FileData.BinaryData))
"""


def scanners() -> list[Scanner]:
    """The scanners Windows knows."""
    code, out, _said = _powershell(_LIST, LIST_WAIT_S, _nothing)
    if code:
        return []
    try:
        found = json.loads(out.decode("utf-8-sig", "replace") or "[]")
    except ValueError:
        return []
    return [Scanner(str(one["device"]), str(one["name"])) for one in found]


def page(device: str, wish: Wish, step: Step) -> bytes | None:
    """One page as JPEG; None when the feeder has no more. Raises EnvironmentProblem."""
    code, out, said = _powershell(_PAGE, PAGE_WAIT_S, step, json.dumps(_in_pixels(device, wish)).encode())
    if code and NO_PAPER in said:
        return None
    try:
        found = base64.b64decode(out, validate=False)
    except binascii.Error:
        found = b""
    if code or not found:
        raise EnvironmentProblem(
            _("The scanner does not answer as it should."), kept=_("Pages scanned before are kept."),
            hint=_("See that it is on and connected, then scan again."),
        )  # fmt: skip
    return found


def _in_pixels(device: str, wish: Wish) -> dict[str, Any]:
    width, height = (round(side / 25.4 * wish.resolution) for side in PAPERS[wish.paper])
    return {
        "device": device, "dpi": wish.resolution, "intent": 1 if wish.colour else 2, "width": width, "height": height,
        "handling": 1 if wish.source == FEEDER else 2,
    }  # fmt: skip


def _powershell(script: str, most_s: float, step: Step, given: bytes = b"") -> tuple[int, bytes, str]:
    encoded = base64.b64encode((_HEAD + script).encode("utf-16-le")).decode("ascii")
    return run(
        ["powershell.exe", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded], most_s, step, None, given
    )


def _nothing() -> None:
    """Lists are short: nobody stops them."""
