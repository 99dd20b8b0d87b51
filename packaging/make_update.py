"""Makes a signed update file (.danvan-upd) from this checkout. The maker's tool: never part of the program.

    python packaging/make_update.py program -o FILE --key minisign.key [--changes F] [--version V] [--libraries DIR]
    python packaging/make_update.py data DIR -o FILE --key minisign.key --number N [--changes F]

program   danvan_desktop with its data as in a wheel; --libraries adds the files of a folder (win_amd64 wheels unpacked)
data      tables of DIR: law/*.json, layouts/*.json, templates/*.json, each with a higher "version" (ISO date)

The secret release key stays where `minisign -G` made it: this calls the minisign command, which asks for its
passphrase. Its public half lies in resources/release_keys/NAME.pub of every build (README.md there).
CHANGES: a text file, one Vietnamese sentence a line, shown to the officer before he installs.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from hatch_build import compile_catalogue  # noqa: E402

from danvan_desktop import __version__  # noqa: E402
from danvan_desktop.domain import calendar_checks  # noqa: E402
from danvan_desktop.domain.working_days import calendar_from  # noqa: E402
from danvan_desktop.handoff import minisign, update_form, update_writing  # noqa: E402
from danvan_desktop.handoff.release_keys import release_signers  # noqa: E402
from danvan_desktop.handoff.update_form import Contents  # noqa: E402
from danvan_desktop.storage.rule_files import FOLDERS, RELEASE  # noqa: E402
from danvan_desktop.storage.schema import SCHEMA_VERSION  # noqa: E402

_LEFT_OUT = {"__pycache__", "_data"}
_SCHEMA = re.compile(r"^SCHEMA_VERSION = (\d+)", re.MULTILINE)


def program_files(root: Path = ROOT) -> dict[str, bytes]:
    """danvan_desktop of a checkout with its data and compiled catalogues under _data, as in a wheel."""
    files = {}
    for path in sorted((root / "danvan_desktop").rglob("*")):
        if _ships(path.relative_to(root)) and path.is_file():
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    for folder in ("ui", "resources"):
        for path in sorted((root / folder).rglob("*")):
            if _ships(path.relative_to(root)) and path.is_file():
                files[f"danvan_desktop/_data/{path.relative_to(root).as_posix()}"] = path.read_bytes()
    with tempfile.TemporaryDirectory() as place:
        for source in sorted((root / "i18n").glob("*/danvan.po")):
            compiled = compile_catalogue(source, source.parent.name, Path(place)).read_bytes()
            files[f"danvan_desktop/_data/i18n/{source.parent.name}/LC_MESSAGES/danvan.mo"] = compiled
    return files


def _ships(path: Path) -> bool:
    return path.suffix != ".pyc" and not any(part in _LEFT_OUT or part.startswith(".") for part in path.parts)


def with_version(files: dict[str, bytes], version: str) -> dict[str, bytes]:
    """The program calling itself another version: for trials."""
    name = "danvan_desktop/__init__.py"
    said = re.sub(rb'__version__ = "[^"]*"', f'__version__ = "{version}"'.encode(), files[name])
    return files | {name: said}


def program(files: dict[str, bytes], version: str, changes: tuple[str, ...], platform: str) -> Contents:
    """The list of a program update."""
    found = _SCHEMA.search(files["danvan_desktop/storage/schema.py"].decode())
    contents = Contents(
        update_form.PROGRAM, _today(), changes, (), version=version, platform=platform, python="3.11",
        schema=int(found[1]) if found else SCHEMA_VERSION,
    )  # fmt: skip
    return update_writing.with_files(contents, files)


def data(files: dict[str, bytes], number: int, changes: tuple[str, ...]) -> Contents:
    """The list of an update of law tables."""
    return update_writing.with_files(
        Contents(update_form.DATA, _today(), changes, (), publisher=RELEASE, number=number), files
    )


def data_files(folder: Path) -> dict[str, bytes]:
    """The tables of a folder, by their names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for sub in FOLDERS
        for path in sorted((folder / sub).glob("*.json"))
    }


def signature(manifest: bytes, key: Path, comment: str) -> bytes:
    """What the minisign command signs; an encrypted key asks for its passphrase on the terminal."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / update_form.MANIFEST
        file.write_bytes(manifest)
        subprocess.run(["minisign", "-Sm", str(file), "-s", str(key), "-t", comment], check=True)
        return file.with_name(update_form.SIGNATURE).read_bytes()


def write(target: Path, contents: Contents, files: dict[str, bytes], key: Path) -> None:
    """Sign and write the update file."""
    comment = f"danvan-update {contents.kind} {contents.version or contents.number}"
    signed = signature(contents.as_json(), key, comment)
    target.write_bytes(update_writing.pack(contents, signed, files))
    if minisign.key_id_of(signed) not in release_signers():
        print("warning: resources/release_keys holds no key that fits; no build of this checkout takes this file")
    print(f"{target}: {len(contents.files)} files, {target.stat().st_size / 1e6:.1f} MB")


def calendar_lacks(files: dict[str, bytes]) -> list[str]:
    """Holidays of the Labour Code that the calendar among these tables forgot: no office would install it."""
    text = files.get("law/vn_calendar.json")
    found = calendar_checks.missing(calendar_from(json.loads(text))) if text else []
    return [f"{one.year}: {one.name} ({one.found} of {one.need} days)" for one in found]


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _changes(file: Path | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in file.read_text("utf-8").splitlines() if line.strip()) if file else ()


def main(words: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind in ("program", "data"):
        one = kinds.add_parser(kind)
        one.add_argument("-o", dest="output", required=True, type=Path)
        one.add_argument("--key", required=True, type=Path)
        one.add_argument("--changes", type=Path)
        if kind == "data":
            one.add_argument("dir", type=Path)
            one.add_argument("--number", required=True, type=int)
        else:
            one.add_argument("--version", default=__version__)
            one.add_argument("--libraries", type=Path, help="more files, for win_amd64")
    given = parser.parse_args(words)
    if given.kind == "data":
        files = data_files(given.dir)
        if lacks := calendar_lacks(files):
            print("the calendar lacks holidays of confirmed years:", *lacks, sep="\n  ", file=sys.stderr)
            return 1
        contents = data(files, given.number, _changes(given.changes))
    else:
        files = with_version(program_files(), given.version)
        more = {p.relative_to(given.libraries).as_posix(): p.read_bytes() for p in given.libraries.rglob("*")
                if p.is_file()} if given.libraries else {}  # fmt: skip
        files |= more
        contents = program(files, given.version, _changes(given.changes), "win_amd64" if more else "any")
    write(given.output, contents, files, given.key)
    return 0


if __name__ == "__main__":
    sys.exit(main())
