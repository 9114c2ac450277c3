"""Every page of the demonstration contest, by the role that looks at it."""

from dataclasses import dataclass

from contest.services import banks, demo
from contest.services.demo import Account
from contest.services.passwords import Passwords
from contest.settings import ROOT
from contest.storage.attempts import Attempt
from contest.storage.banks import bank_by_code
from contest.storage.contests import contest_by_slug, rounds_of
from contest.storage.db import session
from contest.storage.items import ItemFilter
from tests.browser.live import Site


@dataclass(frozen=True)
class Place:
    """A page: a name for its picture, its address, and whose browser it is opened in."""

    name: str
    path: str
    role: str = ""  # "": a stranger
    often: bool = True  # False: like others of its kind, looked at only in `make test-all`
    complaints: tuple[str, ...] = ()  # what the browser's console says of it, and may


def furnish(site: Site) -> dict[str, Account]:
    """Set up the demonstration; one account of each role."""
    with site.app.app_context():
        accounts = demo.prepare(ROOT / "question_banks", Passwords(1, 8), site.clock.now_ms())
    return {a.role: a for a in reversed(accounts)}


def facts(site: Site) -> dict[str, int]:
    """Ids and numbers that the addresses need."""
    with site.app.app_context():
        contest = contest_by_slug("hoi-thi-cchc-2026")
        closed, running, coming = [r for r in rounds_of([contest.id]) if not r.rehearsal][:3]
        bank = bank_by_code("cbccvc").id
        return {
            "contest": contest.id,
            "unit": contest.unit_id,
            "closed": closed.id,
            "closed_number": closed.number,
            "running": running.id,
            "running_number": running.number,
            "coming": coming.id,
            "bank": bank,
            "entrant": session().query(Attempt).filter_by(round_id=closed.id).first().person_id,
            "item": banks.bank_page(bank, ItemFilter(), 1).listed[0].row.id,
        }


PLACES = (
    Place("trang-chu", "/"),
    Place("dang-nhap", "/dang-nhap"),
    Place("dang-ky", "/dang-ky"),
    Place("kich-hoat", "/kich-hoat", often=False),
    Place("khong-tim-thay", "/khong-co", often=False, complaints=("status of 404",)),
    Place("cuoc-thi", "/cuoc-thi/hoi-thi-cchc-2026"),
    Place("the-le", "/cuoc-thi/hoi-thi-cchc-2026/the-le"),
    Place("dot-thi", "/cuoc-thi/hoi-thi-cchc-2026/dot/{running_number}"),
    Place("bang-ca-nhan", "/cuoc-thi/hoi-thi-cchc-2026/dot/{running_number}/bang-xep-hang", "contestant"),
    Place("bang-don-vi", "/cuoc-thi/hoi-thi-cchc-2026/dot/{running_number}/don-vi"),
    Place("bang-tong", "/cuoc-thi/hoi-thi-cchc-2026/bang-tong", often=False),
    Place("man-hinh-lon", "/cuoc-thi/hoi-thi-cchc-2026/dot/{running_number}/man-hinh"),
    Place("ket-qua", "/cuoc-thi/hoi-thi-cchc-2026/dot/{closed_number}/ket-qua"),
    Place("ket-qua-chua-co", "/cuoc-thi/hoi-thi-cchc-2026/dot/{running_number}/ket-qua", often=False),
    Place("tai-khoan", "/tai-khoan", "contestant"),
    Place("vao-thi", "/thi/{running}", "contestant"),
    Place("on-tap", "/on-tap", "contestant"),
    Place("on-tap-cau", "/on-tap/cau", "contestant"),
    Place("tien-do-on-tap", "/ban-to-chuc/on-tap", "organiser"),
    Place("ban-lam-viec", "/ban-to-chuc", "organiser"),
    Place("don-vi", "/ban-to-chuc/don-vi", "organiser"),
    Place("mot-don-vi", "/ban-to-chuc/don-vi/{unit}", "organiser", often=False),
    Place("sua-don-vi", "/ban-to-chuc/don-vi/{unit}/sua", "organiser", often=False),
    Place("nhap-don-vi", "/ban-to-chuc/don-vi/nhap", "organiser", often=False),
    Place("thi-sinh", "/ban-to-chuc/thi-sinh", "organiser"),
    Place("mot-nguoi", "/ban-to-chuc/thi-sinh/1", "admin", often=False),
    Place("nhap-thi-sinh", "/ban-to-chuc/thi-sinh/nhap", "organiser", often=False),
    Place("chon-phieu", "/ban-to-chuc/thi-sinh/phieu", "organiser", often=False),
    Place("ngan-hang", "/ban-to-chuc/ngan-hang", "author"),
    Place("mot-ngan-hang", "/ban-to-chuc/ngan-hang/{bank}", "appraiser"),
    Place("mot-cau", "/ban-to-chuc/ngan-hang/{bank}/cau/{item}", "appraiser"),
    Place("sua-cau", "/ban-to-chuc/ngan-hang/{bank}/cau/{item}/sua", "author", often=False),
    Place("them-ngan-hang", "/ban-to-chuc/ngan-hang/moi", "organiser", often=False),
    Place("nhap-cau-hoi", "/ban-to-chuc/ngan-hang/{bank}/nhap", "author", often=False),
    Place("cac-cuoc-thi", "/ban-to-chuc/cuoc-thi", "organiser", often=False),
    Place("tao-cuoc-thi", "/ban-to-chuc/cuoc-thi/moi", "organiser", often=False),
    Place("quan-ly-cuoc-thi", "/ban-to-chuc/cuoc-thi/{contest}", "organiser"),
    Place("sua-cuoc-thi", "/ban-to-chuc/cuoc-thi/{contest}/sua", "organiser", often=False),
    Place("sua-the-le", "/ban-to-chuc/dot-thi/{coming}", "organiser"),
    Place("gia-han", "/ban-to-chuc/dot-thi/{running}/gia-han", "organiser", often=False),
    Place("cap-them-luot", "/ban-to-chuc/dot-thi/{running}/cap-them-luot", "organiser", often=False),
    Place("huy-ket-qua", "/ban-to-chuc/cuoc-thi/dot/{closed}/ket-qua/thi-sinh", "organiser", often=False),
    Place("chot-ket-qua", "/ban-to-chuc/cuoc-thi/dot/{closed}/ket-qua", "organiser"),
    Place("tep-xuat", "/ban-to-chuc/tep-xuat", "organiser", often=False),
    Place("de-giay", "/ban-to-chuc/dot-thi/{running}/de-giay", "organiser", often=False),
    Place("bai-giay", "/ban-to-chuc/dot-thi/{running}/bai-giay?tim=nguyen", "organiser", often=False),
    Place("hang-loat", "/ban-to-chuc/thi-sinh/hang-loat?viec=move&nguoi=1&nguoi=2&nguoi=3&nguoi=4", "admin"),
    Place("theo-doi", "/ban-to-chuc/dot-thi/{running}/theo-doi", "organiser"),
    Place("chua-du-thi", "/ban-to-chuc/dot-thi/{running}/chua-du-thi", "organiser"),
    Place("chua-du-thi-nguoi", "/ban-to-chuc/dot-thi/{running}/chua-du-thi/nguoi", "organiser", often=False),
    Place("thong-bao", "/ban-to-chuc/cuoc-thi/{contest}/thong-bao", "organiser"),
    Place("hoi-dap", "/cuoc-thi/hoi-thi-cchc-2026/hoi-dap", "contestant"),
    Place("hoi-dap-ban-to-chuc", "/ban-to-chuc/hoi-dap", "organiser"),
    Place("tim", "/ban-to-chuc/tim?q=binh+minh", "organiser"),
    Place("tim-khong-thay", "/ban-to-chuc/tim?q=xyz+0000", "organiser", often=False),
    Place("huong-dan", "/huong-dan"),
    Place("huong-dan-ban-to-chuc", "/huong-dan/ban-to-chuc", often=False),
    Place("ma-qr", "/cuoc-thi/hoi-thi-cchc-2026/dot/{running_number}/ma-qr"),
    Place("in-de", "/ban-to-chuc/ngan-hang/{bank}/de-thi", "organiser", often=False),
    Place("lich-su-nhap", "/ban-to-chuc/ngan-hang/{bank}/nhap/lich-su", "organiser", often=False),
    Place("ngoai-tuyen", "/ngoai-tuyen", often=False),
    Place("dot-da-xong", "/cuoc-thi/hoi-thi-cchc-2026/dot/{closed_number}", often=False),
    Place("hoi-dap-khach", "/cuoc-thi/hoi-thi-cchc-2026/hoi-dap", often=False),
    Place("sap-vao-thi", "/thi/{coming}", "contestant", often=False),
    Place("chua-thi-luot-nao", "/thi/{running}/luot", "contestant", often=False),
    Place("them-cau", "/ban-to-chuc/ngan-hang/{bank}/cau/moi", "author", often=False),
    Place("hang-loat-cau", "/ban-to-chuc/ngan-hang/{bank}/hang-loat?viec=retire&item={item}", "organiser", often=False),
    Place("nhan-ban", "/ban-to-chuc/cuoc-thi/{contest}/nhan-ban", "organiser", often=False),
    Place("them-nguoi", "/ban-to-chuc/thi-sinh/moi", "organiser", often=False),
    Place("sua-nguoi", "/ban-to-chuc/thi-sinh/1/sua", "admin", often=False),
    Place("them-don-vi", "/ban-to-chuc/don-vi/moi", "organiser", often=False),
    Place("ke-thua", "/ban-to-chuc/don-vi/{unit}/ke-thua", "organiser", often=False),
    Place("huong-dan-thi-sinh", "/huong-dan/thi-sinh"),
    Place("huong-dan-dinh-dang", "/huong-dan/dinh-dang", often=False),
    Place("huong-dan-quan-tri", "/huong-dan/quan-tri", often=False),
    Place(
        "huy-ket-qua-nguoi", "/ban-to-chuc/cuoc-thi/dot/{closed}/ket-qua/thi-sinh/{entrant}", "organiser", often=False
    ),
)
