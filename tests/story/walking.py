"""A page as a person works it: the form that a button belongs to, filled in with what the page already says."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup


def press(client, address, button, **typed):
    """Open the page, fill the form that holds this button and press it; the answer after redirects.

    `typed` goes over what the page has filled in; a name may be the last part of a prefixed field's.
    """
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    soup = BeautifulSoup(page.content, "html.parser")
    pressed = next(one for one in soup.find_all("button") if button in one.get_text())
    form = pressed.find_parent("form")
    data = filled_in(form)
    if pressed.get("name"):
        data[pressed["name"]] = pressed.get("value", "")
    for name, value in typed.items():
        field = next(
            one["name"] for one in form.find_all(attrs={"name": True}) if one["name"].split("-")[-1] == name
        )
        data[field] = value
    return client.post(urljoin(address, form.get("action") or ""), data, follow=True)


def filled_in(form) -> dict:
    """What the browser would send if nothing were changed."""
    data = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type")
        if not name:
            continue
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "textarea":
            data[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            data[name] = chosen.get("value", "") if chosen else ""
        else:
            data[name] = field.get("value", "")
    return data
