#!/bin/bash
# Proves the Windows setup under wine: silent install, an encrypted office, a workbook taken in, a report as PDF, a
# package to a stick and into a second office, backup and restore, the window once, uninstall with the data kept.
#
#   packaging/windows/prove_wine.sh [SETUP.exe]      needs: wine wine64 xvfb gcc-mingw-w64-x86-64 poppler-utils, scrot
#
# Wine 8 has no icuuc.dll, no bcryptprimitives.dll and a smaller mscms.dll: three shims in its system folder stand in
# for Windows' own and are no part of the program. Standard output must be a pipe under wine ("| cat"). Everything runs
# from C:, so that nothing of this Linux machine (its fonts) is found by chance.
# ONLY="silent_install make_office check" takes these steps alone, in this order.
# Each step prints PASS or FAIL; the exit code is the number of failures.
set -u
cd "$(dirname "$0")/../.."
here=$PWD
setup=$(realpath "${1:-$(ls dist/windows/DanVan-*-setup.exe 2>/dev/null | tail -1)}")
[ -f "$setup" ] || { echo "no setup: make windows first" >&2; exit 2; }
work=$here/build/windows/wine
shims=$work/shims
export WINEPREFIX=$work/prefix WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all}
drive=$WINEPREFIX/drive_c
user=$drive/users/$(id -un)
local=$user/AppData/Local
program=$local/Programs/DanVan
data=$local/danvan-desktop
box=$drive/proof
failures=0
rm -rf "$work"; mkdir -p "$shims" "$box/usb"
Xvfb :78 -screen 0 1366x768x24 >/dev/null 2>&1 & screen=$!
trap 'wineserver -k 2>/dev/null; kill $screen 2>/dev/null' EXIT
export DISPLAY=:78

export WINEDLLOVERRIDES="mscms=n;icuuc=n;bcryptprimitives=n;winedbg.exe=d;mshtml=;mscoree="

# --- helpers
run() { (cd "$box" && timeout "${T:-180}" nice wine "$@" </dev/null 2>&1 | cat; exit "${PIPESTATUS[0]}"); }
danvan() { run "$program/bin/danvan.exe" --passphrase-file 'C:\proof\mk.txt' "$@"; }
deputy() { run "$program/bin/danvan.exe" --data-dir 'C:\proof\hai' --passphrase-file 'C:\proof\mk.txt' "$@"; }
province() { run "$program/bin/danvan.exe" --data-dir 'C:\proof\tinh' --passphrase-file 'C:\proof\mk.txt' "$@"; }
step() {  # step NAME COMMAND…: PASS when the command ends with 0; its words are kept in proof.log
    local title=$1 began=$SECONDS; shift
    if "$@" >"$work/step.log" 2>&1; then echo "PASS  $title ($((SECONDS - began)) s)"; else
        echo "FAIL  $title ($((SECONDS - began)) s)"; sed 's/^/      /' "$work/step.log" | tail -6; failures=$((failures + 1)); fi
    { echo "== $title"; cat "$work/step.log"; } >>"$work/proof.log"
}

# --- steps
prepare() {
    local name lib
    for name in icuuc mscms bcryptprimitives; do
        lib=; [ "$name" = bcryptprimitives ] && lib=-ladvapi32
        x86_64-w64-mingw32-gcc -shared -s -o "$shims/$name.dll" "packaging/windows/wine/$name.c" $lib || return 1
    done
    run wineboot -i; run winecfg -v win10; wineserver -w; cp "$shims"/*.dll "$drive/windows/system32/"
    printf 'mật khẩu thử trên Windows\n' >"$box/mk.txt"
    cp resources/samples/so-don-thu.xlsx "$box/sổ đơn thư.xlsx"
}
silent_install() { T=300 run "$setup" /S && [ -f "$program/DanVan.exe" ] && [ -f "$program/uninstall.exe" ]; }
shortcuts() { find "$user" -name 'Dân Vận Desktop.lnk' | grep -q 'Start Menu'; }
registered() { run reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\DanVanDesktop' | grep -q 'DisplayVersion'; }
version() { danvan --version | grep -q danvan; }
self_test() { danvan self-test; }
make_office() { danvan init --unit-code xa-mau --unit-name 'Xã Mẫu' --level commune --officer 'Cán bộ xã' \
    --parent-code tinh-mau --organ 'Ban Xây dựng Đảng' --place 'Xã Mẫu' --recovery-sheet 'C:\proof\phiếu.pdf'; }
encrypted() { [ -f "$data/danvan.db" ] && ! head -c 16 "$data/danvan.db" | grep -q SQLite; }
wrong_passphrase() { printf 'sai\n' >"$box/sai.txt"
    ! run "$program/bin/danvan.exe" --passphrase-file 'C:\proof\sai.txt' figures --from 2026-01-01 --to 2026-12-31; }
take_in() { danvan import-sheet 'C:\proof\sổ đơn thư.xlsx' --as petition --year 2026; }
figures() { danvan figures --from 2026-01-01 --to 2026-12-31 | grep -q '[1-9]'; }
report_pdf() { danvan report annual --from 2026-01-01 --to 2026-12-31 --format pdf -o 'C:\proof\báo cáo.pdf' &&
    pdftotext "$box/báo cáo.pdf" - | grep -q 'BÁO CÁO'; }
report_docx() { danvan report annual --from 2026-01-01 --to 2026-12-31 --format docx -o 'C:\proof\báo cáo.docx'; }
handbook() { danvan help --booklet 'C:\proof\sổ tay.pdf' && pdftotext "$box/sổ tay.pdf" - | grep -q 'tiếp dân'; }
second_office() { province init --unit-code tinh-mau --unit-name 'Tỉnh Mẫu' --level province --officer 'Cán bộ tỉnh' \
    --recovery-sheet 'C:\proof\phiếu tỉnh.pdf'; }
join() { danvan enrol request -o 'C:\proof\xa.danvan-req' && province enrol accept 'C:\proof\xa.danvan-req' \
    -o 'C:\proof\xa.danvan-crt' && danvan enrol finish 'C:\proof\xa.danvan-crt'; }
export_package() { danvan export --to tinh-mau -o 'C:\proof\usb' && ls "$box/usb" | grep -q '\.danvan$'; }
no_plain_text() { [ -f "$data/danvan.db" ] && [ -n "$(ls -A "$box/usb")" ] && ! grep -rlaF 'Nguyễn' "$box/usb" "$data"; }
import_package() { province import 'C:\proof\usb'; }
paper() {  # a visit typed by command, its papers by the rules of today: names with accents go through Windows' wide words
    local row; row=$(danvan record new reception received_on=20/11/2026 'kind=Khiếu nại' 'visitor_name=Nguyễn Văn Thành' \
        'content=Thu hồi đất' --json | tr -d '\r' | sed -n 's/.*"id": "\([^"]*\)".*/\1/p')
    [ -n "$row" ] && danvan letter reception_minutes "$row" --format pdf -o 'C:\proof\biên bản.pdf' &&
        pdftotext "$box/biên bản.pdf" - | grep -q 'Nguyễn Văn Thành'; }
own_words() {  # the Word file a province edits, looked at in Jinja's sandbox
    danvan letter-template base transfer -o 'C:\proof\lời văn.docx' &&
        danvan letter-template check transfer 'C:\proof\lời văn.docx'; }
register_book() { danvan register reception --from 2026-01-01 --to 2026-12-31 -o 'C:\proof\sổ tiếp dân.pdf' &&
    danvan register petition --from 2026-01-01 --to 2026-12-31 -o 'C:\proof\sổ.xlsx' &&
    pdftotext "$box/sổ tiếp dân.pdf" - | grep -q 'Thành'; }
tables() { danvan tables --period NAM-2026 -o 'C:\proof\biểu.xlsx' && [ -s "$box/biểu.xlsx" ]; }
terms() { danvan deadlines; }
likeness() {  # rapidfuzz' compiled half, which says what petitions may be one
    run "$program/rt/python.exe" -X utf8 -c "from rapidfuzz import fuzz_cpp; from danvan_desktop.domain.likeness import alike, name_key
assert 70 < alike(name_key('Trần Văn Bình'), name_key('Trần Văn Bích')) < 100"; }
second_computer() { deputy init --unit-code xa-mau --unit-name 'Xã Mẫu' --level commune --officer 'Phó xã' \
        --parent-code tinh-mau --recovery-sheet 'C:\proof\phiếu 2.pdf' &&
    deputy enrol request -o 'C:\proof\hai.danvan-req' &&
    danvan enrol accept 'C:\proof\hai.danvan-req' -o 'C:\proof\hai.danvan-crt' &&
    deputy enrol finish 'C:\proof\hai.danvan-crt'; }
shared_folder() {  # rounds until both have heard of each other: what one saved is found on the other
    mkdir -p "$box/chung"; local who
    for who in danvan deputy danvan deputy; do $who exchange --folder 'C:\proof\chung' || return 1; done
    deputy find 'thu hoi dat' --json | grep -q reception && ! grep -rlaF 'Thành' "$box/chung"; }
back_up() { danvan backup -o 'C:\proof\sao lưu.danvan-backup' && [ -s "$box/sao lưu.danvan-backup" ]; }
restore() { run "$program/bin/danvan.exe" --data-dir 'C:\proof\moi' --passphrase-file 'C:\proof\mk.txt' \
    restore 'C:\proof\sao lưu.danvan-backup'; }
check() { danvan check; }
release_key() {  # made for this proof and thrown away: a publisher's own lies in the build
    local keys="$program/rt/site/danvan_desktop/_data/resources/release_keys"
    mkdir -p "$keys"; rm -f "$work/thu.key"
    minisign -G -W -p "$keys/thu.pub" -s "$work/thu.key" &&
        "${PYTHON:-.venv/bin/python}" packaging/make_update.py program -o "$box/mới.danvan-upd" --key "$work/thu.key" \
            --version 99.0.0; }
update() { danvan update 'C:\proof\mới.danvan-upd' && danvan --version | grep -q '99\.0\.0' && danvan check; }
go_back() { danvan update --rollback && ! danvan --version | grep -q '99\.0\.0' && danvan check; }
killed_update() {  # the power fails while the new version is unpacked: the old one works, then the update goes through
    (danvan update 'C:\proof\mới.danvan-upd' >/dev/null 2>&1) & sleep 9; wineserver -k; wait $!
    danvan --version | grep -q danvan && danvan check && { danvan --version | grep -q '99\.0\.0' || update; } && go_back; }
window_fonts() {  # wine has no Segoe UI: Noto Sans stands in for it, so that the picture shows what an officer sees
    cp /usr/share/fonts/truetype/noto/NotoSans-{Regular,Bold}.ttf "$drive/windows/Fonts/"
    run reg add 'HKCU\Software\Wine\Fonts\Replacements' /v 'Segoe UI' /d 'Noto Sans' /f
}
open_window() { (cd "$box" && nice wine "$program/DanVan.exe" "$@" </dev/null 2>&1 | cat >>"$work/window.log") & }
wait_for_window() { local try
    for try in $(seq 60); do
        sleep 1; [ "$(xdotool search --onlyvisible --name "${1:-.}" 2>/dev/null | wc -l)" -gt 0 ] && return 0
    done; echo "no window after ${try} s"; return 1; }
on_screen() {  # the locked window as an officer finds it, then the window on the open office
    open_window; wait_for_window || { cat "$work/window.log"; return 1; }
    sleep 4; scrot -o "$work/locked.png"; wineserver -k; sleep 1
    open_window --passphrase-file 'C:\proof\mk.txt'; wait_for_window || { cat "$work/window.log"; return 1; }
    sleep 8; scrot -o "$work/window.png"; cat "$work/window.log"; ! grep -q Traceback "$work/window.log"
}
beside_window() { ! T=60 danvan figures --from 2026-01-01 --to 2026-12-31; }  # the folder is taken: said, not waited for ever
killed_window() { wineserver -k; sleep 1; danvan check && danvan figures --from 2026-01-01 --to 2026-12-31; }
uninstall() { T=120 run "$program/uninstall.exe" /S; sleep 5; wineserver -w; [ ! -e "$program" ]; }
no_shortcuts() { ! find "$user" -name 'Dân Vận Desktop.lnk' | grep -q .; }
data_kept() { [ -f "$data/danvan.db" ] && [ -f "$data/keys.json" ] && [ ! -e "$local/danvan-desktop-program" ]; }

steps="silent_install shortcuts registered version self_test make_office encrypted wrong_passphrase take_in figures
    report_pdf report_docx handbook second_office join export_package no_plain_text import_package paper own_words
    register_book tables terms likeness second_computer shared_folder back_up restore check
    release_key update go_back killed_update window_fonts on_screen beside_window killed_window uninstall no_shortcuts data_kept"
step prepare prepare
for name in ${ONLY:-$steps}; do
    step "$name" "$name"
done
echo "$failures failed; words in $work/proof.log, the window in $work/window.png"
exit "$failures"
