"""What a browser sends of a form that a page shows."""

import re


def sent(page: str, **changes: str) -> dict[str, str]:
    """What a browser sends of the page's form, with some fields typed over."""
    fields = dict(re.findall(r'<input name="([^"]+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r"<option selected>([^<]*)", options)
        fields[name] = chosen[1] if chosen else ""
    for name, value in re.findall(
        r'<input type="checkbox" name="([^"]+)" value="([^"]*)" checked>', page
    ):
        fields[name] = f"{fields[name]}\n{value}" if name in fields else value
    edits = re.search(r'name="edits" value="(\d+)"', page)
    assert edits is not None
    return {**fields, "edits": edits[1], **changes}
