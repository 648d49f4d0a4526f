"""Reads config.yaml: flat `key: value` lines, `#` comments, nothing nested."""


def read_configuration(path):
    settings = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            line = line.split("#", 1)[0].strip()
            if not line:
                continue
            key, colon, value = line.partition(":")
            if not colon or not value.strip():
                raise SystemExit(f"{path}:{number}: `{line}` is not `key: value`")
            settings[key.strip()] = number_or_text(value.strip())
    return settings


def number_or_text(value):
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            pass
    return value
