"""The words of the plain summary in three languages. Hindi and Marathi are drafts: to be back-translated before use.

No verb form shows the gender of who speaks or reads. The classes are called as they are everywhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.classes import Class


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """All the plain summary says, in one language. Gaps are named."""

    language: str
    page: tuple[str, str]
    title: str
    draft: str
    made: str
    asked: str
    asked_of: str
    answers: str
    or_else: str
    who: str
    who_says: str
    workshop: str
    day: str
    people: str
    shown: str
    not_held: str
    more_workshops: str
    found: str
    found_says: str
    nothing_shown: str
    class_heading: str
    means: str
    sentences: str
    topics: str
    topic: str
    no_topic: str
    all: str
    more_topics: str
    one_confirmed: str
    one_divided: str
    counts: str
    changed: str
    changed_texts: str
    proposals: str
    decided: str
    condensed: str
    left_out: str
    ask: str
    ask_nobody: str
    removed: str
    removed_until: str
    removed_past: str
    removed_nobody: str
    classes: Mapping[Class, tuple[str, str]]


ENGLISH = PlainWords(
    language="en",
    page=("Page", "of"),
    title="What you told us",
    draft="",
    made="Made on %(day)s. These results may still change.",
    asked="What was asked",
    asked_of="People who do this work were shown sentences from research. Of each sentence two things were asked.",
    answers="Answers: %(answers)s.",
    or_else="One could also say: %(outside)s, or: %(unclear)s.",
    who="Who answered",
    who_says="%(people)d people at %(workshops)d workshops. Nobody was shown who gave which answer.",
    workshop="Workshop",
    day="Day",
    people="People",
    shown="Sentences",
    not_held="No workshop has been held yet.",
    more_workshops="and %(n)d more workshops",
    found="What was found",
    found_says=(
        "%(n)d sentences were shown. Two people of the review team can decide otherwise than the "
        "counting, after reading the comments; they did so %(moved)d times."
    ),
    nothing_shown="No sentence has been judged yet.",
    class_heading="What it came to",
    means="What that means",
    sentences="Sentences",
    topics="The same by topic",
    topic="Topic",
    no_topic="Without a topic",
    all="All",
    more_topics="%(n)d other topics",
    one_confirmed="One that was confirmed",
    one_divided="One on which opinions are divided",
    counts="%(yes)d of %(n)d yes, %(no)d no",
    changed="What was changed because of you",
    changed_texts="Sentences rewritten in the room: %(n)d.",
    proposals="New sentences proposed: %(n)d; taken up by the team: %(adopted)d.",
    decided="Results the team raised after reading comments: %(raised)d; lowered: %(lowered)d.",
    condensed="The long list of %(long)d sentences became %(short)d.",
    left_out=(
        "Only a part stands here. Every sentence with its counts stands in the review summary, how it "
        "was done in the methods appendix. The review team has both; ask for them."
    ),
    ask="Where to ask",
    ask_nobody="No name was written down.",
    removed="If you want your answers removed",
    removed_until=(
        "Until %(day)s: type the code of your card under “Remove my answers” on the page you joined by, "
        "or ask the person named above. You need not say why."
    ),
    removed_past="The day for that has passed: it was %(day)s. Ask the person named above if something worries you.",
    removed_nobody="No day was written down. Ask the review team.",
    classes=MappingProxyType(
        {
            Class.CONFIRMED: ("Confirmed", "Most say it happens this way, and it matters for their work."),
            Class.NEEDS_CHANGE: ("Confirmed only if changed", "Not as it stands; with a change there would be enough."),
            Class.CONTESTED: ("The panel is divided", "Many say yes and many say no. A finding, not a failure."),
            Class.NOT_CONFIRMED: ("Not confirmed", "Not enough yes for this sentence as it stands."),
            Class.INSUFFICIENT_DATA: ("Too few answers", "Says nothing for or against."),
        }
    ),
)

HINDI = PlainWords(
    language="hi",
    page=("पृष्ठ", "/"),
    title="आपने हमें क्या बताया",
    draft="मसौदा: इस अनुवाद की जाँच अभी बाकी है। (Draft translation: back-translate before use.)",
    made="%(day)s को बनाया गया। ये नतीजे अभी बदल सकते हैं।",
    asked="क्या पूछा गया",
    asked_of="इस काम से जुड़े लोगों को शोध से निकली बातें दिखाई गईं। हर बात के बारे में दो सवाल पूछे गए।",
    answers="जवाब: %(answers)s।",
    or_else="यह भी कहा जा सकता था: %(outside)s, या: %(unclear)s।",
    who="किसने जवाब दिए",
    who_says="%(workshops)d कार्यशालाओं में %(people)d लोग। किसने क्या जवाब दिया, यह किसी को नहीं दिखाया गया।",
    workshop="कार्यशाला",
    day="तारीख",
    people="लोग",
    shown="बातें",
    not_held="अभी कोई कार्यशाला नहीं हुई है।",
    more_workshops="और %(n)d कार्यशालाएँ",
    found="क्या पता चला",
    found_says=(
        "%(n)d बातें दिखाई गईं। टिप्पणियाँ पढ़ने के बाद समीक्षा टीम के दो लोग गिनती से अलग फ़ैसला कर सकते हैं; ऐसा %(moved)d बार हुआ।"
    ),
    nothing_shown="अभी किसी बात पर जवाब नहीं मिले हैं।",
    class_heading="नतीजा",
    means="इसका मतलब",
    sentences="बातें",
    topics="यही, विषय के हिसाब से",
    topic="विषय",
    no_topic="बिना विषय",
    all="कुल",
    more_topics="%(n)d और विषय",
    one_confirmed="एक बात जिसकी पुष्टि हुई",
    one_divided="एक बात जिस पर राय बँटी हुई है",
    counts="%(n)d में से %(yes)d हाँ, %(no)d नहीं",
    changed="आपकी वजह से क्या बदला",
    changed_texts="कार्यशाला में दोबारा लिखी गई बातें: %(n)d।",
    proposals="सुझाई गई नई बातें: %(n)d; टीम ने अपनाईं: %(adopted)d।",
    decided="टिप्पणियाँ पढ़ने के बाद टीम ने ऊपर किए गए नतीजे: %(raised)d; नीचे किए गए: %(lowered)d।",
    condensed="%(long)d बातों की लंबी सूची से %(short)d बनीं।",
    left_out=(
        "यहाँ केवल एक हिस्सा है। हर बात अपनी गिनती के साथ समीक्षा के सारांश में है, और काम कैसे हुआ यह "
        "विधि वाले परिशिष्ट में। दोनों समीक्षा टीम के पास हैं; उनसे माँगे जा सकते हैं।"
    ),
    ask="सवाल किससे पूछें",
    ask_nobody="कोई नाम दर्ज नहीं है।",
    removed="अगर आप अपने जवाब हटवाना चाहें",
    removed_until=(
        "%(day)s तक: जिस पेज से जुड़ना हुआ था, वहाँ अपने कार्ड का कोड लिखें (“मेरे जवाब हटाएँ”), या ऊपर "
        "दिए गए व्यक्ति से कहें। कारण बताना ज़रूरी नहीं।"
    ),
    removed_past="इसकी तारीख निकल चुकी है: %(day)s। कोई चिंता हो तो ऊपर दिए गए व्यक्ति से पूछें।",
    removed_nobody="कोई तारीख दर्ज नहीं है। समीक्षा टीम से पूछें।",
    classes=MappingProxyType(
        {
            Class.CONFIRMED: ("पुष्टि हुई", "ज़्यादातर कहते हैं कि ऐसा होता है, और यह उनके काम के लिए ज़रूरी है।"),
            Class.NEEDS_CHANGE: ("बदलाव के साथ ही", "जैसा लिखा है वैसा नहीं; बदलाव के साथ काफ़ी हाँ होतीं।"),
            Class.CONTESTED: ("राय बँटी हुई है", "कई हाँ कहते हैं और कई नहीं। यह एक नतीजा है, नाकामी नहीं।"),
            Class.NOT_CONFIRMED: ("पुष्टि नहीं हुई", "जैसा लिखा है, उसके लिए हाँ काफ़ी नहीं हैं।"),
            Class.INSUFFICIENT_DATA: ("जवाब कम हैं", "इससे न पक्ष में कुछ पता चलता है, न विपक्ष में।"),
        }
    ),
)

MARATHI = PlainWords(
    language="mr",
    page=("पान", "/"),
    title="तुम्ही आम्हाला काय सांगितलं",
    draft="मसुदा: हे भाषांतर अजून तपासलेलं नाही. (Draft translation: back-translate before use.)",
    made="%(day)s रोजी तयार केलं. हे निष्कर्ष अजून बदलू शकतात.",
    asked="काय विचारलं",
    asked_of="हे काम करणाऱ्या लोकांना संशोधनातून आलेल्या गोष्टी दाखवल्या. प्रत्येक गोष्टीबद्दल दोन प्रश्न विचारले.",
    answers="उत्तरं: %(answers)s.",
    or_else="असंही सांगता येत होतं: %(outside)s, किंवा: %(unclear)s.",
    who="कोणी उत्तरं दिली",
    who_says="%(workshops)d कार्यशाळांमध्ये %(people)d लोक. कोणी काय उत्तर दिलं हे कोणालाही दाखवलं नाही.",
    workshop="कार्यशाळा",
    day="तारीख",
    people="लोक",
    shown="गोष्टी",
    not_held="अजून एकही कार्यशाळा झालेली नाही.",
    more_workshops="आणि %(n)d कार्यशाळा",
    found="काय कळलं",
    found_says=(
        "%(n)d गोष्टी दाखवल्या. टिप्पण्या वाचल्यावर आढावा गटातले दोन जण मोजणीपेक्षा वेगळा निर्णय घेऊ शकतात; असं %(moved)d वेळा झालं."
    ),
    nothing_shown="अजून कोणत्याही गोष्टीवर उत्तरं नाहीत.",
    class_heading="निष्कर्ष",
    means="याचा अर्थ",
    sentences="गोष्टी",
    topics="हेच, विषयानुसार",
    topic="विषय",
    no_topic="विषयाशिवाय",
    all="एकूण",
    more_topics="आणखी %(n)d विषय",
    one_confirmed="पुष्टी झालेली एक गोष्ट",
    one_divided="मतं विभागलेली एक गोष्ट",
    counts="%(n)d पैकी %(yes)d हो, %(no)d नाही",
    changed="तुमच्यामुळे काय बदललं",
    changed_texts="कार्यशाळेत पुन्हा लिहिलेल्या गोष्टी: %(n)d.",
    proposals="सुचवलेल्या नव्या गोष्टी: %(n)d; गटाने स्वीकारलेल्या: %(adopted)d.",
    decided="टिप्पण्या वाचल्यावर गटाने वर नेलेले निष्कर्ष: %(raised)d; खाली आणलेले: %(lowered)d.",
    condensed="%(long)d गोष्टींच्या लांब यादीतून %(short)d झाल्या.",
    left_out=(
        "इथे फक्त एक भाग आहे. प्रत्येक गोष्ट तिच्या मोजणीसह आढाव्याच्या सारांशात आहे, आणि काम कसं केलं "
        "हे पद्धतीच्या परिशिष्टात. दोन्ही आढावा गटाकडे आहेत; मागता येतील."
    ),
    ask="प्रश्न कोणाला विचारायचे",
    ask_nobody="कोणतंही नाव नोंदवलेलं नाही.",
    removed="तुमची उत्तरं काढून हवी असतील तर",
    removed_until=(
        "%(day)s पर्यंत: ज्या पानावरून सामील होता आलं, तिथे तुमच्या कार्डाचा कोड लिहा (“माझी उत्तरं "
        "काढून टाका”), किंवा वर दिलेल्या व्यक्तीला सांगा. कारण सांगावं लागत नाही."
    ),
    removed_past="त्याची तारीख उलटली आहे: %(day)s. काही काळजी असेल तर वर दिलेल्या व्यक्तीला विचारा.",
    removed_nobody="कोणतीही तारीख नोंदवलेली नाही. आढावा गटाला विचारा.",
    classes=MappingProxyType(
        {
            Class.CONFIRMED: ("पुष्टी झाली", "बहुतेक जण म्हणतात असं घडतं, आणि ते त्यांच्या कामासाठी महत्त्वाचं आहे."),
            Class.NEEDS_CHANGE: ("बदल केला तरच", "आहे तसं नाही; बदलासह पुरेसे हो मिळाले असते."),
            Class.CONTESTED: ("मतं विभागलेली आहेत", "अनेक जण हो म्हणतात आणि अनेक नाही. हा निष्कर्ष आहे, अपयश नाही."),
            Class.NOT_CONFIRMED: ("पुष्टी झाली नाही", "आहे तशा गोष्टीसाठी हो पुरेसे नाहीत."),
            Class.INSUFFICIENT_DATA: ("उत्तरं कमी आहेत", "यावरून बाजूने किंवा विरुद्ध काही कळत नाही."),
        }
    ),
)

PLAIN: Mapping[str, PlainWords] = MappingProxyType({"en": ENGLISH, "hi": HINDI, "mr": MARATHI})
