"""The questions of our Word template: one of each type, to be written over."""

from contest.rules.items import Item, LegalBasis, Level
from contest.wording.marks import N_

_CONSTITUTION = N_("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013")

EXAMPLES = (
    Item(
        type="single_choice",
        stem=N_("Thủ đô của nước Cộng hòa xã hội chủ nghĩa Việt Nam là thành phố nào?"),
        options=(N_("Huế"), N_("Hà Nội"), N_("Đà Nẵng"), N_("Thành phố Hồ Chí Minh")),
        key=(1,),
        topic=N_("Kiến thức chung"),
        level=Level.EASY,
        explanation=N_("Hiến pháp năm 2013 quy định Thủ đô là Hà Nội."),
        legal_basis=(LegalBasis(_CONSTITUTION, "13", "5"),),
    ),
    Item(
        type="multiple_choice",
        stem=N_("Những thành phố nào dưới đây nằm bên sông Hồng?"),
        options=(N_("Hà Nội"), N_("Lào Cai"), N_("Cần Thơ"), N_("Đà Lạt")),
        key=(0, 1),
        topic=N_("Kiến thức chung"),
        level=Level.MEDIUM,
    ),
    Item(
        type="true_false_cluster",
        stem=N_("Xét các phát biểu sau về Việt Nam:"),
        options=(N_("Thủ đô là Hà Nội."), N_("Việt Nam nằm ở bán cầu Nam.")),
        key=(0,),
        topic=N_("Kiến thức chung"),
        level=Level.MEDIUM,
    ),
    Item(
        type="short_answer",
        stem=N_("Hiến pháp hiện hành được Quốc hội thông qua năm nào?"),
        accepted=("2013",),
        topic=N_("Kiến thức chung"),
        level=Level.EASY,
        legal_basis=(LegalBasis(_CONSTITUTION),),
    ),
)
