"""From typed records back to the data of their YAML: what did not change stays as it was written."""

from __future__ import annotations

import re
from typing import cast

from ara.schema.yaml.entity import Record, fields_by_key, keys
from ara.schema.yaml.nodes import Plain


def unbind(after: Record, before: Record | None, original: Plain) -> Plain:
    """Give the data of a record: `original`, the data it was read from, with what differs from `before` put in.

    Without `before`, the data of a new record: every field that has a value.
    """
    if before is None:
        return _new_data(after)
    if after == before:
        return original
    data = dict(original) if isinstance(original, dict) else {}
    for field, key in keys(type(after)).items():
        new, old = getattr(after, field), getattr(before, field)
        written = next((name for name in (key.name, *key.aliases) if name in data), key.name)
        if key.records:
            _put(data, written, unbind_list(new, old, data.get(written)))
        elif new != old:
            _put(data, written, _spelled(new, data.get(written)))
    if after.extra != before.extra:
        gone = set(before.extra) - set(after.extra)
        data = {name: value for name, value in data.items() if name not in gone}
        data.update(cast("dict[str, Plain]", dict(after.extra)))
    return _with_published_keys(type(after), data, original)


def _new_data(record: Record) -> dict[str, Plain]:
    data: dict[str, Plain] = {}
    for field, key in keys(type(record)).items():
        value = getattr(record, field)
        if value not in (None, ()):
            data[key.name] = unbind_list(value, (), None) if key.records else _spelled(value, None)
    return data | cast("dict[str, Plain]", dict(record.extra))


def _with_published_keys(cls: type[Record], data: dict[str, Plain], original: Plain) -> dict[str, Plain]:
    """Rename an alias that would now be read as another field than before."""
    if not isinstance(original, dict):
        return data
    names = {}
    for name, fields in fields_by_key(cls).items():
        if len(fields) > 1 and name in original:
            field = cls.choose(name, fields, original)
            if cls.choose(name, fields, data) != field:
                names[name] = keys(cls)[field].name
    return {names.get(name, name): value for name, value in data.items()}


def _put(data: dict[str, Plain], name: str, value: Plain) -> None:
    if value is None:
        data.pop(name, None)
    elif value != [] or name in data:
        data[name] = value


def _spelled(value: object, original: Plain) -> Plain:
    if isinstance(value, tuple):
        if len(value) == 1 and isinstance(original, str):
            return cast("Plain", value[0])
        return list(value)
    was_number = isinstance(original, int | float) and not isinstance(original, bool)
    if was_number and isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)  # a number stays a number
    return cast("Plain", value)


def unbind_list(after: tuple[Record, ...], before: tuple[Record, ...], original: Plain) -> Plain:
    """Give the data of a list of records, as `unbind` does for one.

    Records without a place in `before` are new. Items of `original` that are no record of `before` stay.
    """
    if after == before:
        return original if original is not None else []
    written = original if isinstance(original, list) else [] if original is None else [original]
    known = {_index(item): item for item in before}
    items: list[Plain] = []
    position = 0
    for item in after:
        index = _index(item)
        if index not in known:
            items.append(_new_data(item))
            continue
        items += [written[i] for i in range(position, index) if i not in known]
        items.append(unbind(item, known[index], written[index]))
        position = max(position, index + 1)
    items += [written[i] for i in range(position, len(written)) if i not in known]
    if original is not None and not isinstance(original, list) and len(items) == 1:
        return items[0]
    return items


def _index(item: Record) -> int:
    """Give the place of a record in its list, or -1 for a new one."""
    return int(item.location.pointer.rpartition("/")[2]) if item.location.pointer else -1
