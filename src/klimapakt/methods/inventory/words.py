"""The words for codes that stand in sentences, so that they can be translated."""

from klimapakt.methods.messages import Message, gettext_noop

WORDS = {
    "operational_control": gettext_noop("operational control"),
    "financial_control": gettext_noop("financial control"),
    "equity_share": gettext_noop("equity share"),
    "measured": gettext_noop("measured"),
    "billed": gettext_noop("billed"),
    "calculated": gettext_noop("calculated"),
    "estimated": gettext_noop("estimated"),
    "proxy": gettext_noop("proxy"),
    "economy": gettext_noop("economy class"),
    "premium_economy": gettext_noop("premium economy class"),
    "business": gettext_noop("business class"),
    "first": gettext_noop("first class"),
    "average": gettext_noop("average of all classes"),
    "guarantee_of_origin": gettext_noop("guarantee of origin"),
    "ppa": gettext_noop("power purchase agreement"),
    "supplier_factor": gettext_noop("supplier's factor"),
    "conveys_attributes": gettext_noop("it carries the emission attribute"),
    "sole_claim": gettext_noop("it is the only claim on it"),
    "redeemed_for_reporter": gettext_noop("it is redeemed for the company"),
    "vintage_close": gettext_noop("it was issued close to the time of use"),
    "same_market": gettext_noop("it is of the same market"),
    "supplier_rate_excludes_sold_certificates": gettext_noop("the supplier counts out certificates sold"),
    "direct_attributes_transferred_once": gettext_noop("attributes are transferred only once"),
    "residual_mix_used_or_absence_disclosed": gettext_noop(
        "the residual mix is used or its absence disclosed"
    ),
}


def word(code: str) -> Message:
    """Return the word for a code.

    >>> word("ppa").text()
    'power purchase agreement'
    """
    return Message(code, WORDS[code])


def words(codes: list[str]) -> Message:
    """Return several words as a list for a sentence; each stays translatable."""
    values = {f"word{index}": word(code) for index, code in enumerate(codes)}
    return Message("words", ", ".join(f"%({name})s" for name in values), values)
