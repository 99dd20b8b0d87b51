"""DOC-THIS.txt: what lies in a package, for somebody who has nothing but the file and the public tools."""

from __future__ import annotations

_TEXT = """\
GÓI BÀN GIAO DÂN VẬN - DAN VAN HAND-OVER PACKAGE
Từ / from: {sender}    Đến / to: {to}    Số / number: {number}    Phần / part: {part}/{parts}

=== TIẾNG VIỆT ===

Đây là gì
Tệp .danvan này do phần mềm Dân Vận Desktop lập để chuyển hồ sơ, số liệu giữa các cơ quan làm công tác dân vận.
Mỗi phần của một gói tự nó đầy đủ: nhận phần nào được phần ấy, theo thứ tự nào cũng được, nhận lại cũng không sao.

Ai mở được
Chỉ cơ quan nhận ghi ở trên và chính cơ quan gửi: tệp được mã hóa bằng khóa của hai nơi đó. Người khác nhặt được
không đọc được. Nếu gói không gửi cho anh/chị, xin chuyển nguyên vẹn cho cơ quan nhận.

Mở bằng Dân Vận Desktop
Tại cơ quan nhận, mở thẻ "Giao nhận" rồi chọn "Nhận", hoặc gõ lệnh: danvan import TỆP.danvan

Mở khi không có phần mềm (Linux, chỉ dùng công cụ công khai: sudo apt install age unzip minisign)
1. Khóa mật của cơ quan, ghi ra khi phần mềm còn chạy:      danvan keys identity -o KHOA.txt
2. Khóa công khai của nơi gửi:                              danvan keys verify --unit {sender} -o GUI.pub
3. Mở lớp mã hóa:                                           age --decrypt -i KHOA.txt -o goi.zip TỆP.danvan
4. Bung tệp nén:                                            unzip goi.zip -d goi
5. Kiểm tra chữ ký:     minisign -V -p GUI.pub -m goi/manifest.json -x goi/manifest.json.minisig
6. Kiểm tra từng tệp:   mã SHA-256 của mỗi tệp (sha256sum) phải đúng như manifest.json ghi.

Bên trong có gì
manifest.json          danh sách mọi tệp với kích thước và mã SHA-256; nơi gửi, nơi nhận, số gói, thời điểm lập
manifest.json.minisig  chữ ký của nơi gửi trên manifest.json, dạng minisign
seg/...                các lần lưu: 64 byte chữ ký Ed25519, một dòng đầu, rồi mỗi dòng một lần lưu (JSON, UTF-8)
value/...              thông tin của công dân: 16 byte ngẫu nhiên rồi đến chữ; chỉ có khi được phép rời đơn vị
blob/...               tệp đính kèm (ảnh JPEG, PNG, PDF, Word): 16 byte ngẫu nhiên rồi đến chính tệp đó
part/<mã>.<số>         mảnh của một tệp đính kèm lớn, đánh số từ 1; nối đủ các mảnh theo số thì được như blob/<mã>
have.json              biên nhận: nơi gửi đang giữ đến đâu, còn thiếu gì
roster.json            chứng thư của các máy đã ký; schema.json: phiên bản của các loại hồ sơ
Lấy lại tệp đính kèm:  tail -c +17 goi/blob/<mã> > ban.pdf
Từ các mảnh (ví dụ 3): cat goi/part/<mã>.1 goi/part/<mã>.2 goi/part/<mã>.3 | tail -c +17 > ban.pdf

=== ENGLISH ===

What this is
A .danvan file made by Dan Van Desktop to carry records between offices of mass mobilisation in Vietnam. Every part of
a package is whole in itself: any part, in any order, however often, does its share.

Who may open it
Only the receiving office named above and the sender: it is encrypted for the keys of these two. If it is not for you,
please hand it on unopened.

With the program
At the receiving office: danvan import FILE.danvan

Without it (Linux, public tools only: sudo apt install age unzip minisign)
1. The office's secret key, written while the program runs: danvan keys identity -o KEY.txt
2. The sender's public key:                                 danvan keys verify --unit {sender} -o SENDER.pub
3. Take off the encryption:                                 age --decrypt -i KEY.txt -o package.zip FILE.danvan
4. Unpack:                                                  unzip package.zip -d package
5. Check the signature: minisign -V -p SENDER.pub -m package/manifest.json -x package/manifest.json.minisig
6. Check every file:    its SHA-256 (sha256sum) must be the one in manifest.json.

What lies inside
manifest.json          every file with its size and SHA-256; sender, receiver, number, time
manifest.json.minisig  the sender's signature over manifest.json, in minisign's form
seg/...                saves: 64 bytes Ed25519 signature, a header line, then one save a line (JSON, UTF-8)
value/...              private citizens' data: 16 random bytes, then the text; only where it may leave the office
blob/...               an attached file (JPEG, PNG, PDF, Word): 16 random bytes, then the file itself
part/<hash>.<number>   a piece of a large attached file, from 1; all pieces joined in order are what blob/<hash> is
have.json              receipt: what the sender holds and lacks
roster.json            certificates of the computers that signed; schema.json: versions of the record types
An attached file:      tail -c +17 package/blob/<hash> > scan.pdf
From pieces (say 3):   cat package/part/<hash>.1 package/part/<hash>.2 package/part/<hash>.3 | tail -c +17 > scan.pdf
"""


def text(sender: str, to: str, number: int, part: int, parts: int) -> str:
    """The text of one part; `sender` and `to` are unit codes."""
    return _TEXT.format(sender=sender, to=to, number=number, part=part, parts=parts)
