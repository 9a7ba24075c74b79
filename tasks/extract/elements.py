"""The elements of HTML, sorted by what they mean for the text of a page.

Data only: which elements a reader never sees, which begin a line, which give a line its name.
Source: the HTML Living Standard, rendering section, unless a comment says otherwise.
"""

#: Not seen by the reader of a page, or no running text (the options of a form, a drawing).
INVISIBLE_TAGS = frozenset(
    {
        "head", "script", "style", "template", "noscript", "svg", "canvas", "iframe", "object",
        "embed", "applet", "audio", "video", "map", "select", "datalist", "textarea", "option",
        "optgroup", "noframes", "noembed", "title", "meta", "link", "annotation",
        "annotation-xml",
    }
)  # fmt: skip

#: Begin and end a line: block elements of the standard's style sheet, and buttons, which stand side
#: by side without a space between them.
BLOCK_TAGS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
        "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
    }
)  # fmt: skip

#: Stand inside a line of text; dropping one of them separates nothing.
INLINE_TAGS = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
        "em", "font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small",
        "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    }
)  # fmt: skip

#: Never have an end tag.
VOID_TAGS = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    }
)  # fmt: skip

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

#: Keep the line ends of their text.
PREFORMATTED_TAGS = frozenset({"listing", "plaintext", "pre", "xmp"})

#: A plain block directly inside one of these is part of it: `<li><p>` is a list item.
NAMING_TAGS = HEADING_TAGS | {"blockquote", "caption", "dd", "dt", "figcaption", "li", "summary"}
PLAIN_TAGS = frozenset({"address", "center", "div", "p"})
