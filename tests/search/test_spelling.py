import pytest

from search.spelling import british
from search.text import tokens

PAIRS = """
program programme  centers centres  randomized randomised  randomization randomisation
organization organisation  organizations organisations  pediatric paediatric
pediatrics paediatrics  behavior behaviour  behavioral behavioural  color colour
favorable favourable  labor labour  neighborhood neighbourhood  tumors tumours  humor humour
analyze analyse  analyzed analysed  catalyzing catalysing  dialog dialogue  catalog catalogue
defense defence  license licence  anemia anaemia  leukemia leukaemia  ischemic ischaemic
hypoglycemia hypoglycaemia  hematology haematology  hemorrhage haemorrhage
gynecology gynaecology  orthopedic orthopaedic  anesthesia anaesthesia  estrogen oestrogen
esophagus oesophagus  diarrhea diarrhoea  edema oedema  modeling modelling  labeled labelled
counselor counsellor  traveled travelled  enrollment enrolment  fulfill fulfil  skillful skilful
judgment judgement  aging ageing  fiber fibre  theater theatre  liter litre  gray grey
artifact artefact  maneuver manoeuvre  skeptical sceptical  prioritize prioritise
digitization digitisation  fetus foetus  sulfate sulphate  practise practice
"""


ALIKE = """
size resized prize seized capsize citizen horizon academia academic epidemic systemic colorectal
laboratory laborious humorous vigorous honorary tailor doctor emotional hemp university parameter
perimeter pandemic advise meeting model models elaborate memory
"""


@pytest.mark.parametrize("pair", [*zip(PAIRS.split()[::2], PAIRS.split()[1::2], strict=True)])
def test_american_and_british_spellings_meet(pair: tuple[str, str]) -> None:
    """The two spellings of a word are one term."""
    american, right = (next(tokens(word)).term for word in pair)
    assert american == right


@pytest.mark.parametrize("word", ALIKE.split())
def test_words_that_only_look_american_stay(word: str) -> None:
    """A rule stops where British English spells the same."""
    assert british(word) == word


def test_organisations_are_not_organs() -> None:
    """The direction of the map keeps partners and transplants apart."""
    assert next(tokens("organization")).term != next(tokens("organs")).term
