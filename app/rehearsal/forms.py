"""Forms as a browser would find them on a page: what is filled in already, and what can be chosen."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = list[tuple[str, str]]


@dataclass(slots=True)
class PageForm:
    """One form of a page. `fields` would be sent as they stand; `choices` are all values of its boxes and buttons."""

    action: str
    fields: Fields = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **values: str | list[str]) -> Fields:
        """The fields to send, with some of them filled in or chosen anew."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        return kept + [(name, each) for name, value in values.items() for each in _listed(value)]


def forms_of(page: str) -> list[PageForm]:
    """The forms of a page, in order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_with(page: str, name: str) -> PageForm:
    """The first form that has a field of this name. Raises LookupError."""
    for form in forms_of(page):
        if name in form.choices or name in dict(form.fields):
            return form
    raise LookupError(f"The page has no form with a field {name!r}.")


class _Reader(HTMLParser):
    """Collects forms. A select's first option counts as chosen; text areas are sent as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "form":
            self.forms.append(PageForm(found.get("action", "")))
        elif not self.forms:
            return
        elif tag == "textarea":
            self._area = name
            self.forms[-1].fields.append((name, ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._option(self._select, found)
        elif tag == "input" and name:
            self._input(name, found)
        elif tag == "button" and name:
            self.forms[-1].choices.setdefault(name, []).append(found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            name, value = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = (name, value + data)

    def _input(self, name: str, found: dict[str, str]) -> None:
        form, kind = self.forms[-1], found.get("type", "text")
        value = found.get("value", "on" if kind in ("checkbox", "radio") else "")
        if kind in ("checkbox", "radio"):
            form.choices.setdefault(name, []).append(value)
        if kind not in ("submit", "button") and (kind not in ("checkbox", "radio") or "checked" in found):
            form.fields.append((name, value))

    def _option(self, name: str, found: dict[str, str]) -> None:
        form = self.forms[-1]
        first = name not in form.choices
        form.choices.setdefault(name, []).append(found.get("value", ""))
        if first or "selected" in found:
            form.fields = [pair for pair in form.fields if pair[0] != name] + [(name, found.get("value", ""))]


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
