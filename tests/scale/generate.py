# ruff: noqa: SIM905  words read better as text
"""Seeded Vietnamese petitions of realistic length: the same data in every run, for every measurement.

Words follow a long-tailed mix (common office words, legal phrases, rare syllables), names follow the
shares of surnames in Vietnam, dates spread over twelve years in the order of the register.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from danvan_desktop import records
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value

UNIT = "25920"
FIRST_DAY = date(2014, 1, 1)
DAYS = 4300
_SURNAMES = (
    "Nguyễn:38 Trần:11 Lê:9 Phạm:7 Hoàng:5 Huỳnh:5 Phan:4.5 Vũ:4 Võ:4 Đặng:2.1 Bùi:2 Đỗ:1.4 Hồ:1.3 Ngô:1.3 Dương:1 "
    "Lý:.5 Lò:.4 Vàng:.3 Giàng:.3 Sùng:.3 Hà:.5 Đinh:.5 Lương:.5 Mai:.4 Cao:.4"
)
_MIDDLE = "Văn Thị Hữu Đức Ngọc Minh Thanh Xuân Thu Kim Quang Đình Công Thế Hoàng Bảo Mỹ Hồng Tuyết Gia".split()
_GIVEN = (
    "An Ân Anh Ánh Ảnh Ái Bình Bích Bảo Cường Chi Châu Chiến Cúc Dũng Dung Duyên Đức Đạt Điệp Đông Giang Giáp "
    "Hà Hạ Hải Hạnh Hằng Hiền Hiếu Hoa Hòa Hoàn Hùng Hưng Hương Hường Huệ Huy Khánh Khoa Kiên Lan Lâm Liên Linh "
    "Loan Long Lộc Lợi Mai Mạnh Minh My Nam Nga Nghĩa Ngân Ngọc Nhàn Nhung Oanh Phong Phúc Phương Phượng Quang "
    "Quân Quý Quyên Quỳnh Sáng Sen Sơn Tâm Tân Thảo Thạo Thắng Thành Thịnh Thoa Thu Thủy Thúy Tiến Toàn Trang "
    "Trinh Trung Trường Tuấn Tú Tuyết Uyên Ước Vân Vinh Vĩnh Vượng Xuân Yến Ý"
).split()
_MATTERS = (
    "khiếu nại quyết định thu hồi đất|bồi thường giải phóng mặt bằng|cấp giấy chứng nhận quyền sử dụng đất|"
    "tranh chấp ranh giới đất đai|hỗ trợ tái định cư|hành vi vi phạm hành chính|lấn chiếm đất công|"
    "xây dựng trái phép|chế độ chính sách người có công|trợ cấp bảo trợ xã hội|"
    "chậm giải quyết thủ tục hành chính|đường giao thông nông thôn xuống cấp|"
    "ô nhiễm môi trường từ trại chăn nuôi|nước sinh hoạt không bảo đảm|chia thừa kế tài sản|"
    "thi hành án dân sự|quyết định xử phạt vi phạm hành chính|đòi lại đất cho mượn|đơn giá đền bù thấp|"
    "không đồng ý với kết quả giải quyết lần đầu|đề nghị xem xét lại|kiến nghị sửa chữa kênh mương|"
    "phản ánh tiếng ồn ban đêm|thu các khoản đóng góp sai quy định|việc bình xét hộ nghèo không công khai|"
    "cấp sai đối tượng|đo đạc bản đồ địa chính sai|chuyển mục đích sử dụng đất|mất sổ bộ đăng ký hộ tịch"
).split("|")
_COMMON = (
    "ông bà gia đình tôi có thửa đất số tờ bản đồ diện tích mét vuông tại thôn xóm ấp khu phố từ năm đến nay "
    "chưa được giải quyết đã gửi đơn nhiều lần ủy ban nhân dân xã huyện tỉnh thanh tra tiếp công dân trụ sở văn "
    "bản trả lời theo quy định của pháp luật kính mong quý cơ quan xem xét và cho ý kiến vì lý do hồ sơ giấy tờ "
    "bị mất cháy ngập lụt lũ bão hàng rào tường nhà vườn ao ruộng lúa rừng trồng cây keo cà phê cao su mượn bán "
    "mua tặng con trai gái vợ chồng anh em hàng xóm"
).split()
_ONSETS = "b c ch d đ g gi h k kh l m n ng nh ph q r s t th tr v x".split()
_RIMES = (
    "an anh ay ăn ân âu ang ao en êm ết iên inh oan oang ông ơn uân ươi ương út ịch ạt ẩn ẫn ằm ấp ốc ộng ược"
).split()
_BODIES = (
    "Ủy ban nhân dân xã",
    "Ủy ban nhân dân huyện",
    "Phòng Tài nguyên và Môi trường",
    "Thanh tra huyện",
    "Ban Dân vận",
)
_FIELDS = ("dat_dai", "che_do_chinh_sach", "moi_truong", "ha_tang", "khac")


@dataclass
class Generator:
    """Yields petitions as an officer would have typed them; `seed` names the data set."""

    total: int
    seed: int = 7
    unit: str = UNIT
    record: RecordType = field(default_factory=lambda: records.get("petition"))

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        pairs = [pair.split(":") for pair in _SURNAMES.split()]
        self._surnames = [name for name, _share in pairs]
        self._shares = list(accumulate(float(share) for _name, share in pairs))
        self._rare = [onset + rime for onset in _ONSETS for rime in _RIMES]
        self._random.shuffle(self._rare)
        self._rare_shares = list(accumulate(1 / (place + 2) for place in range(len(self._rare))))
        self._places = [f"xã {a} {b}" for a in _GIVEN[:60] for b in _GIVEN[60:100]]
        self._codes = {f.name: [choice.code for choice in f.choices] for f in self.record.fields if f.choices}

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for place in range(self.total):
            yield self.petition(place)

    def petition(self, place: int) -> dict[str, Value]:
        """Petition number `place` of the register; fields without a value are absent, as from a form."""
        chance, pick = self._random.random, self._random.choice
        day = FIRST_DAY + timedelta(days=int(place / self.total * DAYS))
        found: dict[str, Value] = {
            "unit": self.unit, "register_year": day.year, "register_no": str(place + 1),
            "petition_no": f"{place + 1:07d}/{day.year}", "received_on": day, "source": pick(self._codes["source"]),
            "petitioner_kind": "ca_nhan", "petitioner_name": self.name(),
            "petitioner_address": f"Thôn {int(chance() * 20) + 1}, {pick(self._places)}",
            "people_count": 1 + int(chance() ** 8 * 30), "type": pick(self._codes["type"]),
            "field": pick(_FIELDS), "summary_redacted": self.text(3, 8), "content": self.text(12, 18),
            "handled_by": pick(_BODIES), "state": pick(self._codes["state"]),
        }  # fmt: skip
        if chance() < 0.3:
            found["petitioner_phone"] = f"09{int(chance() * 10**8):08d}"
        if chance() < 0.4:
            found["respondent_name"] = self.name()
        if chance() < 0.8:
            found["accepted_on"] = day + timedelta(days=int(chance() * 7))
            found["due_on"] = day + timedelta(days=30)
        if chance() < 0.8:
            found["resolved_on"] = day + timedelta(days=5 + int(chance() * 60))
        if chance() < 0.15:
            found["note"] = self.text(2, 6)
        return {name: value for name, value in found.items() if name in self.record.by_name}

    def name(self) -> str:
        """A full name with the surname's real share."""
        pick = self._random.choice
        return f"{self._random.choices(self._surnames, cum_weights=self._shares)[0]} {pick(_MIDDLE)} {pick(_GIVEN)}"

    def text(self, low: int, spread: int) -> str:
        """A matter, some common words, another matter, some rare syllables."""
        draw = self._random
        return " ".join((
            draw.choice(_MATTERS), *draw.choices(_COMMON, k=int(low + draw.random() * spread)), draw.choice(_MATTERS),
            *draw.choices(self._rare, cum_weights=self._rare_shares, k=int(low / 3 + draw.random() * spread / 2)),
        ))  # fmt: skip

    def edits(self, rows: Sequence[bytes]) -> Iterator[tuple[bytes, dict[str, Value]]]:
        """For each row what an officer changes later: the state, and often the day of the answer."""
        for row in rows:
            changed: dict[str, Value] = {"state": self._random.choice(self._codes["state"])}
            if self._random.random() < 0.5:
                changed["resolved_on"] = FIRST_DAY + timedelta(days=DAYS + int(self._random.random() * 60))
            yield row, changed
