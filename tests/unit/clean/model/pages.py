"""A page of our own with menus, a teaser list and a footer around a story; and its dump as text."""

STORY = (
    "The ferry across Lake Oldmere sails again from Sunday, the harbour office said on Friday, "
    "after a winter in which nobody crossed the water but on skates.",
    "Its captain, Elin Sorrel, has had the boat painted green. “She was never so handsome,” she "
    "said, “and she was never so late.” The work took nine weeks longer than planned.",
    "A return ticket costs four crowns, as it did before the war. Children travel free of charge "
    "as long as the bridge at Brackenford is closed, which may be until the autumn.",
    "The council had wanted to sell the boat. It changed its mind when two thousand people signed "
    "a letter that hung in the bakery, below the list of the week's loaves.",
)
MENU = ("Home", "Lake", "Town", "Harbour", "Weather", "Sport", "Letters", "Archive", "Contact")
TEASERS = (
    "Mill at Oldmere turns again", "Printer wins the right to his footer", "Bakery burns no wood",
    "Bell is lent to a school", "Harbour to be dredged", "Council counts its geese",
)  # fmt: skip
HEADLINE = "Ferry on Lake Oldmere sails again"

PAGE = f"""<html><head><title>{HEADLINE} - Tarnwick Courier</title></head><body>
<div class="top"><ul>{"".join(f'<li><a href="/{w}">{w}</a></li>' for w in MENU)}</ul></div>
<div class="content"><h1>{HEADLINE}</h1>{"".join(f"<p>{p}</p>" for p in STORY)}</div>
<div class="more"><h3>More from the lake</h3><ul>
{"".join(f'<li><a href="/story/{n}">{t}</a></li>' for n, t in enumerate(TEASERS))}</ul></div>
<div class="bottom"><p>Tarnwick Courier, 4 Quay Street</p><p>About us</p><p>Advertise</p></div>
</body></html>"""

DUMP = "\n".join(
    [
        *(f"  * {word}" for word in MENU), "", HEADLINE, "", *(f"{p}\n" for p in STORY),
        "More from the lake", "", *(f"  * {teaser}" for teaser in TEASERS), "",
        "About us", "Advertise", "Terms", "Privacy",
    ]
)  # fmt: skip
