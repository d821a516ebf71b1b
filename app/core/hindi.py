"""The instrument in Hindi, as Plumbline brings it: a draft by a non-native hand, to be back-translated before use.

No verb shows the gender of whoever speaks or reads.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.core.instrument import Instrument, Question, Status, labels
from app.core.instrument_scales import numbered, on

NO, SOMETIMES, YES = "नहीं, ऐसा नहीं होता", "कभी होता है, कभी नहीं", "हाँ, ऐसा होता है"

FIVE = Instrument(
    language="hi",
    status=Status.DRAFT,
    plausibility=Question(
        full="अपने काम के अनुभव से: क्या ऐसा होता है?",
        page="क्या ऐसा होता है?",
        labels=labels(
            ("नहीं", NO),
            ("ज़्यादातर नहीं", "ज़्यादातर ऐसा नहीं होता"),
            ("कभी-कभी", SOMETIMES),
            ("ज़्यादातर हाँ", "ज़्यादातर ऐसा होता है"),
            ("हाँ", YES),
        ),
    ),
    relevance=Question(
        full="आपके काम के लिए यह बात कितनी ज़रूरी है?",
        page="आपके काम के लिए यह बात कितनी ज़रूरी है?",
        labels=labels("बिल्कुल नहीं", "थोड़ी", "कुछ हद तक", "काफ़ी", "बहुत"),
    ),
    depends="यह किस बात पर निर्भर है?",
    outside="मेरे अनुभव से बाहर",
    unclear="यह बात मुझे साफ़ समझ नहीं आई",
    which_part="कौन सा हिस्सा सही नहीं बैठता?",
    if_changed="बदलने पर यह सही होगा",
    parts={
        "intervention": "कार्यक्रम",
        "context": "हालात",
        "actor": "लोग",
        "mechanism": "काम करने का तरीका",
        "resource": "क्या है, या क्या नहीं है",
        "reasoning": "लोगों के मन पर असर",
        "outcome": "आख़िर में क्या होता है",
    },
    hints={
        "context": "कौन, कहाँ, कब",
        "actor": "करने वाले, या जिन तक बात पहुँचे",
        "reasoning": "सोच, भावना, फ़ैसला",
    },
    notice=(
        "शुरू करने से पहले",
        ("%(organisation)s जानना चाहती है कि शोध से निकली बातें आपके काम में सही बैठती हैं या नहीं। लगभग %(minutes)s मिनट लगेंगे।"),
        (
            "ये बातें %(about)s के बारे में हैं। कुछ बातें पढ़ना कठिन लग सकता है। कोई भी बात छोड़ी जा सकती है, "
            "विराम लिया जा सकता है, कभी भी बाहर जाया जा सकता है। कारण बताना ज़रूरी नहीं, और इससे कुछ नहीं बिगड़ेगा।"
        ),
        "हम रखते हैं:",
        "आपके जवाब, टिप्पणियाँ, चुना हुआ समूह, भाषा और समय। नाम या नंबर नहीं माँगते।",
        "कौन देखता है:",
        (
            "टिप्पणियाँ केवल समीक्षा टीम (%(team)s) पढ़ती है। किसने क्या जवाब दिया, यह किसी को नहीं दिखाया जाता: "
            "न मैनेजर को, न संचालन करने वालों को। रिपोर्ट में गिनती होती है। कोई टिप्पणी बिना नाम और समूह के छप सकती है।"
        ),
        "छोटे समूह में फिर भी कोई अंदाज़ा लगा सकता है।",
        ("इसलिए ऐसा कुछ न लिखें जिससे आपकी या किसी और की पहचान हो, और यहाँ कही गई बात बाहर न बताएँ।"),
        ("खुला रहने तक जवाब बदला जा सकता है; %(date)s तक सब हटवाया जा सकता है: कार्ड या दिखाया गया कोड संभालकर रखें।"),
        "आज मदद: %(name)s, %(phone)s।",
        "सवाल या शिकायत: %(name)s।",
        "नैतिक मंज़ूरी: %(number)s।",
        "मैं सहमत हूँ, शुरू करें",
        "नहीं, धन्यवाद",
    ),
)

THREE = on(
    FIVE,
    labels(("नहीं", NO), ("कभी-कभी", SOMETIMES), ("हाँ", YES)),
    labels(("थोड़ी", "थोड़ी या बिल्कुल नहीं"), "कुछ हद तक", ("काफ़ी", "काफ़ी या बहुत")),
)

_HAPPENS, _MATTERS = ("नहीं", "कभी-कभी", "हाँ"), ("कम", "कुछ", "बहुत")
NINE = on(
    FIVE,
    numbered(_HAPPENS, low=NO, middle=SOMETIMES, high=YES),
    numbered(_MATTERS, low="थोड़ी या बिल्कुल नहीं", middle="कुछ हद तक", high="काफ़ी या बहुत"),
    _HAPPENS,
    _MATTERS,
)

HINDI: Mapping[str, Instrument] = MappingProxyType({"three": THREE, "five": FIVE, "nine": NINE})
"""By the name of the scale."""
