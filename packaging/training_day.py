"""A whole day on training data, by the same commands an officer or a script uses.

A commune and its province start in out/tap-huan/, the commune reads its registers, counts, prints its
report, joins the province, exports; the province imports. At the end it says where everything lies.
`make run` runs this where there is no display.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "tap-huan"
SAMPLES = ROOT / "resources" / "samples"
DANVAN = Path(sys.executable).with_name("danvan")

YEAR = 2026
PERIOD = ("--from", f"{YEAR}-01-01", "--to", f"{YEAR}-12-31")
COMMUNE, PROVINCE = "xa-mau", "tinh-mau"
# Workbooks of resources/samples by the beginning of their names, and what each is a register of.
REGISTERS = {"so-don-thu": "petition", "so-tiep-dan": "reception", "mo-hinh": "model", "khen-thuong": "award"}


class StepFailed(Exception):
    """A command of the day ended with an error."""


def danvan(office: Path, passphrase: Path, *arguments: str | Path) -> str:
    """Run one command in the data folder of one office; what it wrote to stdout."""
    command = [str(DANVAN), "--data-dir", str(office), "--passphrase-file", str(passphrase)]
    command += [str(argument) for argument in arguments]
    print(f"\n$ danvan --data-dir {office.relative_to(ROOT)} {' '.join(command[5:])}", flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    print(done.stdout, end="", flush=True)
    if done.returncode:
        raise StepFailed(f"danvan {arguments[0]}: {done.returncode}")
    return done.stdout


def samples() -> list[tuple[Path, str]]:
    """The training registers and their kinds, petitions first."""
    found = [(path, kind) for start, kind in REGISTERS.items() for path in sorted(SAMPLES.glob(f"{start}*.xlsx"))]
    if not found:
        raise StepFailed(f"no training workbook in {SAMPLES}")
    return found


def start_offices(commune: Path, province: Path, passphrase: Path) -> None:
    """The two offices of the day."""
    danvan(
        province, passphrase, "init", "--unit-code", PROVINCE, "--unit-name", "Tỉnh Mẫu (tập huấn)",
        "--level", "province", "--officer", "Cán bộ tỉnh",
        "--recovery-sheet", OUT / "phieu-khoi-phuc-tinh.pdf",
    )  # fmt: skip
    danvan(
        commune, passphrase, "init", "--unit-code", COMMUNE, "--unit-name", "Xã Mẫu (tập huấn)",
        "--level", "commune", "--officer", "Cán bộ xã", "--parent-code", PROVINCE,
        "--organ", "Ban Xây dựng Đảng", "--organ-parent", "Đảng ủy xã Mẫu", "--symbol", "BXDĐ", "--place", "Xã Mẫu",
        "--recovery-sheet", OUT / "phieu-khoi-phuc-xa.pdf",
    )  # fmt: skip


def read_registers(commune: Path, passphrase: Path) -> None:
    """The commune's workbooks go into its journal."""
    for workbook, kind in samples():
        danvan(commune, passphrase, "import-sheet", workbook, "--as", kind, "--year", str(YEAR))


def print_reports(commune: Path, passphrase: Path) -> list[Path]:
    """The figures on the screen; the year report and the petition register as PDF and DOCX."""
    danvan(commune, passphrase, "figures", *PERIOD)
    made = []
    for report, name in (("annual", "bao-cao-nam"), ("petition-register", "so-don-thu")):
        for form in ("pdf", "docx"):
            target = OUT / f"{name}.{form}"
            danvan(commune, passphrase, "report", report, *PERIOD, "--format", form, "-o", target)
            made.append(target)
    return made


def join(commune: Path, province: Path, passphrase: Path) -> None:
    """The commune asks, the province accepts, the commune takes the answer; files both ways."""
    request, answer = OUT / "xa-mau.danvan-req", OUT / "xa-mau.danvan-crt"
    danvan(commune, passphrase, "enrol", "request", "-o", request)
    danvan(province, passphrase, "enrol", "accept", request, "-o", answer)
    danvan(commune, passphrase, "enrol", "finish", answer)


def hand_over(commune: Path, province: Path, passphrase: Path) -> Path:
    """A package for the province, read there; the province's figures are then the commune's."""
    stick = OUT / "usb"
    danvan(commune, passphrase, "export", "--to", PROVINCE, "-o", stick)
    danvan(province, passphrase, "import", stick)
    danvan(province, passphrase, "figures", *PERIOD, "--unit", COMMUNE)
    return stick


def whole_day() -> None:
    """Everything, from two empty offices to a package the province has read."""
    shutil.rmtree(OUT, ignore_errors=True)  # training data only: nothing of an office lies here
    OUT.mkdir(parents=True)
    passphrase = OUT / "mat-khau-tap-huan.txt"
    passphrase.write_text("mật khẩu chỉ để tập huấn\n", encoding="utf-8")
    commune, province = OUT / "xa", OUT / "tinh"
    start_offices(commune, province, passphrase)
    read_registers(commune, passphrase)
    documents = print_reports(commune, passphrase)
    join(commune, province, passphrase)
    stick = hand_over(commune, province, passphrase)
    where = [*documents, *sorted(path for path in stick.rglob("*") if path.is_file())]
    print("\nXong một ngày tập huấn. Kết quả nằm ở / The training day is done; it lies here:")
    for path in where:
        print(f"  {path.relative_to(ROOT)}  ({path.stat().st_size:,} B)")


def main() -> int:
    """Run the day; 1 with the step's name if one failed."""
    began = time.monotonic()
    try:
        whole_day()
    except StepFailed as failure:
        print(f"\nDừng ở bước / stopped at: {failure}", file=sys.stderr)
        return 1
    print(f"({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
