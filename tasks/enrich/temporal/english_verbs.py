"""English verbs, for the direction of a date: which word says that it lies behind or ahead.

Pure data, a part of the English lexicon.
"""

from tasks.enrich.temporal.wordlists import flags, words

#: Verb forms that are not regular: enough of them to know the tense of news prose.
PAST_VERBS = frozenset(
    words(
        "was were had did said told went came took made gave got saw knew thought began "
        "became left felt brought bought held met led kept ran sat stood lost paid sent spoke "
        "spent rose fell grew wrote won broke chose drew drove flew hit put read shot sold "
        "struck swore taught threw wore fought found built caught cut heard laid lay let "
        "meant set shut slid sought swept shook slipped sank sprang stole stuck dealt fled "
        "forbade froze hung hurt quit rode burnt withdrew overthrew undertook understood "
        "overcame upheld withheld woke wept tore swam stung spun sped slept sang shrank rang lent "
        "lit knelt hid forgot forgave crept blew bent awoke arose ate drank strode underwent used "
        "died tied lied owed vied"
    )
)

VERB_CLASSES: dict[str, dict[str, object]] = {
    "future_verb": flags("will, shall, going to, ll"),
    "modal_verb": flags("would, could, may, might, can, should, must, cannot"),
    "perfect_verb": flags("has, have, ve"),
    "present_verb": flags("is, are, am, says, say, plans, expects, wants, hopes, means"),
    # Present forms that news uses of what is arranged: "the two meet Monday", "the fair opens"
    "futurate_verb": flags(
        "meet, meets, opens, begins, starts, convenes, resumes, departs, arrives, faces, votes, "
        "expires"
    ),
    "past_verb": dict.fromkeys(PAST_VERBS),
    # Past forms under which an infinitive has happened (Karttunen's implicatives, and aspect):
    # what "began to drain on Monday" tells of lies behind
    "implicative_verb": flags(
        "began, started, continued, ceased, managed, failed, tried, hurried, happened, came, "
        "went, proceeded, hesitated, bothered, helped, used, seemed, appeared, was able"
    ),
    "past_perfect_verb": flags("had"),
    "was": flags("was, were"),
    "auxiliary": flags(
        "be, been, being, not, also, still, then, now, only, already, probably, likely, never, "
        "ever, previously, originally, initially, formally, officially, soon, later, first"
    ),
    # Nouns that often follow the preposition "to", which is then no infinitive
    "never_verb": flags(
        "death, court, school, power, prison, jail, people, life, town, church, earth, war, "
        "peace, workers, voters, children, members, those, him, them, us, me, you, high, low, "
        "record, new, other, others, such, both, all, more, less, most, what, which, whom, an"
    ),
    "relative": flags("that, this, these, those"),
}
