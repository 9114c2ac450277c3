"""Sentences about supervised kiosks."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "kiosk_round_over": N_("Đợt thi đã đóng nên không mở quầy thi được nữa."),
    "kiosk_unit_not_yours": N_(
        "Bạn không mở được quầy thi ở đơn vị này: chọn đơn vị thuộc phạm vi của bạn và thuộc diện dự thi."
    ),
    "kiosk_not_organiser": N_("Tài khoản này không thuộc Ban Tổ chức của đơn vị đặt quầy nên không đóng quầy được."),
}

LABELS: dict[tuple[str, str], str] = {}
