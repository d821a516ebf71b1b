"""The instrument in Marathi, as Plumbline brings it: a draft by a non-native hand, to be back-translated before use.

No verb shows the gender of whoever speaks or reads.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.core.instrument import Instrument, Question, Status, labels
from app.core.instrument_scales import numbered, on

NO, SOMETIMES, YES = "नाही, असं घडत नाही", "कधी घडतं, कधी नाही", "हो, असं घडतं"

FIVE = Instrument(
    language="mr",
    status=Status.DRAFT,
    plausibility=Question(
        full="तुमच्या कामाच्या अनुभवावरून: असं घडतं का?",
        page="असं घडतं का?",
        labels=labels(
            ("नाही", NO),
            ("बहुतेकदा नाही", "बहुतेकदा असं घडत नाही"),
            ("कधी कधी", SOMETIMES),
            ("बहुतेकदा हो", "बहुतेकदा असं घडतं"),
            ("हो", YES),
        ),
    ),
    relevance=Question(
        full="तुमच्या कामासाठी ही गोष्ट किती महत्त्वाची आहे?",
        page="तुमच्या कामासाठी ही गोष्ट किती महत्त्वाची आहे?",
        labels=labels("अजिबात नाही", "थोडी", "काही प्रमाणात", "बरीच", "खूप"),
    ),
    depends="हे कशावर अवलंबून आहे?",
    outside="माझ्या अनुभवाबाहेर",
    unclear="हे मला नीट समजलं नाही",
    which_part="कोणता भाग जुळत नाही?",
    if_changed="बदललं तर हे बरोबर होईल",
    parts={
        "intervention": "कार्यक्रम",
        "context": "परिस्थिती",
        "actor": "लोक",
        "mechanism": "काम करण्याची पद्धत",
        "resource": "काय आहे, किंवा काय नाही",
        "reasoning": "लोकांच्या मनावर परिणाम",
        "outcome": "शेवटी काय होतं",
    },
    hints={
        "context": "कोण, कुठे, कधी",
        "actor": "करणारे, किंवा ज्यांच्यापर्यंत पोहोचतं",
        "reasoning": "विचार, भावना, निर्णय",
    },
    notice=(
        "सुरू करण्यापूर्वी",
        (
            "संशोधनातून आलेल्या गोष्टी तुमच्या कामात खऱ्या ठरतात का, हे %(organisation)s जाणून घेऊ इच्छिते. "
            "साधारण %(minutes)s मिनिटं लागतील."
        ),
        (
            "या गोष्टी %(about)s याबद्दल आहेत. काही वाचणं जड जाऊ शकतं. कोणतीही गोष्ट वगळता येते, विराम घेता येतो, "
            "कधीही बाहेर पडता येतं. कारण सांगावं लागत नाही आणि त्याने काही बिघडत नाही."
        ),
        "आम्ही ठेवतो:",
        "तुमची उत्तरं, टिप्पण्या, निवडलेला गट, भाषा आणि वेळ. नाव किंवा नंबर विचारत नाही.",
        "कोण पाहतं:",
        (
            "टिप्पण्या फक्त आढावा गट (%(team)s) वाचतो. कोणी काय उत्तर दिलं हे कोणालाही दाखवलं जात नाही: "
            "मॅनेजरला नाही, संचालन करणाऱ्यांनाही नाही. अहवालात संख्या असतात. एखादी टिप्पणी नाव आणि गटाशिवाय "
            "छापली जाऊ शकते."
        ),
        "लहान गटात तरीही कोणी अंदाज लावू शकतं.",
        ("म्हणून तुमची किंवा इतरांची ओळख पटेल असं लिहू नका, आणि इथे बोललेलं बाहेर सांगू नका."),
        ("उघडं असेपर्यंत उत्तर बदलता येतं; %(date)s पर्यंत सगळं काढून घेता येतं: कार्ड किंवा दाखवलेला कोड जपून ठेवा."),
        "आज मदत: %(name)s, %(phone)s.",
        "प्रश्न किंवा तक्रार: %(name)s.",
        "नैतिक मान्यता: %(number)s.",
        "मला मान्य आहे, सुरू करा",
        "नको, धन्यवाद",
    ),
)

THREE = on(
    FIVE,
    labels(("नाही", NO), ("कधी कधी", SOMETIMES), ("हो", YES)),
    labels(("थोडी", "थोडी किंवा अजिबात नाही"), "काही प्रमाणात", ("बरीच", "बरीच किंवा खूप")),
)

_HAPPENS, _MATTERS = ("नाही", "कधी कधी", "हो"), ("कमी", "काही", "खूप")
NINE = on(
    FIVE,
    numbered(_HAPPENS, low=NO, middle=SOMETIMES, high=YES),
    numbered(_MATTERS, low="थोडी किंवा अजिबात नाही", middle="काही प्रमाणात", high="बरीच किंवा खूप"),
    _HAPPENS,
    _MATTERS,
)

MARATHI: Mapping[str, Instrument] = MappingProxyType({"three": THREE, "five": FIVE, "nine": NINE})
"""By the name of the scale."""
