"""American spellings turned into British ones, so that both find the same words.

This direction, because the other one would send `organisation` to `organ`, among transplants.
The result is only compared, never shown: a wrong word here joins two words in the index, so each
rule is held to endings and stems where it does no harm.
"""

import re
from functools import lru_cache


@lru_cache(maxsize=65_536)
def british(word: str) -> str:
    """Give the British spelling of a lower-case word; the word itself if it has no other."""
    if word in _WORDS:
        return _WORDS[word]
    for rule in (_our, _ise, _aemia, _greek, _doubled):
        changed = rule(word)
        if changed != word:
            return changed
    return word


def _our(word: str) -> str:
    """behavior, coloring, favorable -> behaviour, colouring, favourable."""
    match = _OR.fullmatch(word)
    return f"{match[1]}our{match[2]}" if match else word


def _ise(word: str) -> str:
    """organize, randomization, analyzed -> organise, randomisation, analysed."""
    match = _IZE.fullmatch(word)
    if match is None or match[1] in _REAL_IZE:
        return word
    return f"{match[1]}{match[2]}s{match[3]}"


def _aemia(word: str) -> str:
    """anemia, hypoglycemia -> anaemia, hypoglycaemia; but academia stays."""
    match = _EMIA.fullmatch(word)
    return f"{match[1]}aemi{match[2]}" if match else word


def _greek(word: str) -> str:
    """pediatrics, gynecology, esophagus -> paediatrics, gynaecology, oesophagus."""
    for american, right in _GREEK:
        if word.startswith(american):
            return right + word.removeprefix(american)
    return word


def _doubled(word: str) -> str:
    """modeling, counselor, canceled -> modelling, counsellor, cancelled."""
    match = _SINGLE_L.fullmatch(word)
    return f"{match[1]}l{match[2]}" if match else word


_OR = re.compile(
    r"((?:mis)?behavi|(?:dis)?col|(?:dis)?fav|(?:dis)?hon|lab|neighb|hum|tum|rum|harb|vap|od|vig"
    r"|endeav|flav|sav|splend|arm|ard|cand|clam|val|ranc|succ)or"
    r"(s|ed|ing|ings|al|ally|able|ably|er|ers|ful|fully|less|ist|ists|ite|ites|hood|hoods|ly|y|)"
)
_IZE = re.compile(
    r"([a-z]{2,}(?:[a-z](?=i)|l(?=y)))([iy])z"
    r"(e|es|ed|er|ers|ing|able|ability|ation|ations|ational)"
)
_REAL_IZE = frozenset(
    ("caps", "downs", "res", "outs", "overs", "unders", "supers", "rights", "mids", "ass", "appr")
)
_EMIA = re.compile(
    r"([a-z]*(?:an|leuk|isch|glyc|ur|septic|bacter|vir|tox|hypox|hyperlipid|lipid"
    r"|thalass|natr|kal|azot|hyperuric|volum))emi(a|as|c|cs)"
)
_GREEK = (
    ("pediatr", "paediatr"),
    ("orthoped", "orthopaed"),
    ("gynec", "gynaec"),
    ("anesth", "anaesth"),
    ("hemat", "haemat"),
    ("hemo", "haemo"),
    ("cesarean", "caesarean"),
    ("cesarian", "caesarean"),
    ("etiolog", "aetiolog"),
    ("celiac", "coeliac"),
    ("diarrhea", "diarrhoea"),
    ("edema", "oedema"),
    ("esophag", "oesophag"),
    ("estrogen", "oestrogen"),
    ("foet", "fet"),
    ("homeopath", "homoeopath"),
    ("maneuver", "manoeuvr"),
    ("manoeuvre", "manoeuvr"),
    ("leukocyt", "leucocyt"),
    ("sulf", "sulph"),
    ("skeptic", "sceptic"),
    ("licens", "licenc"),
    ("practis", "practic"),
)
_SINGLE_L = re.compile(
    r"(cancel|channel|counsel|dial|equal|fuel|initial|jewel|label|level|marshal|model|panel"
    r"|pedal|quarrel|rival|signal|total|travel|tunnel|unravel)(ed|ing|ings|er|ers|or|ors)"
)

#: Words that follow no rule, each with the endings that it takes.
_PAIRS = """
    program programme  programs programmes
    center centre  centers centres  centered centred  centering centring
    fiber fibre  fibers fibres  liter litre  liters litres  meter metre  meters metres
    kilometer kilometre  kilometers kilometres  centimeter centimetre  millimeter millimetre
    milliliter millilitre  theater theatre  theaters theatres  caliber calibre  specter spectre
    luster lustre  somber sombre
    catalog catalogue  catalogs catalogues  cataloged catalogued  cataloging cataloguing
    dialog dialogue  dialogs dialogues  analog analogue  analogs analogues
    defense defence  defenses defences  offense offence  offenses offences  pretense pretence
    enroll enrol  enrolls enrols  enrollment enrolment  enrollments enrolments
    fulfill fulfil  fulfills fulfils  fulfillment fulfilment
    installment instalment  installments instalments  skillful skilful  willful wilful
    distill distil  distills distils  instill instil  instills instils
    judgment judgement  judgments judgements  acknowledgment acknowledgement
    acknowledgments acknowledgements  aging ageing  gray grey  grays greys  grayer greyer
    mold mould  molds moulds  plow plough  plows ploughs  aluminum aluminium
    artifact artefact  artifacts artefacts
    pajamas pyjamas
    checkbook chequebook  jewelry jewellery  cozy cosy
"""
_SPLIT = _PAIRS.split()
_WORDS = dict(zip(_SPLIT[::2], _SPLIT[1::2], strict=True))
