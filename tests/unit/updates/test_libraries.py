"""Libraries that a version names and this computer has not: found from its sources, before it is chosen."""

from __future__ import annotations

from pathlib import Path

import danvan_desktop
from danvan_desktop.app.updates import libraries

PACKAGE = Path(danvan_desktop.__file__).parent


def test_everything_this_version_names_is_here_and_each_exception_is_named_by_it() -> None:
    assert libraries.missing(PACKAGE) == []
    names = libraries.named(PACKAGE)
    assert {"PySide6.QtWidgets", "sqlcipher3", "pyrage", "reportlab.platypus"} <= names
    assert all(any(name == one or name.startswith(f"{one}.") for name in names) for one in libraries.OPTIONAL)


def test_a_new_library_a_new_part_of_one_and_a_late_import_are_found(tmp_path: Path) -> None:
    (tmp_path / "gui").mkdir()
    (tmp_path / "a.py").write_text("import json\nimport khong_co_thu_vien\nfrom danvan_desktop import later\n")
    (tmp_path / "gui" / "b.py").write_text("def f():\n    from PySide6.QtKhongCo import X\n    import winreg\n")
    (tmp_path / "c.py").write_text('"""from khong_phai_lenh import gi"""\nfrom . import a\n')
    assert libraries.missing(tmp_path) == ["PySide6.QtKhongCo", "khong_co_thu_vien"]


def test_a_setup_without_sources_lacks_nothing(tmp_path: Path) -> None:
    assert libraries.missing(tmp_path) == []
