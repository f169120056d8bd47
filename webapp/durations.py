"""Durations in words, rounded as coarsely as an estimate deserves."""


def in_words(seconds: float) -> tuple[str, str]:
    """In Chinese and in English, to stand after 约 and "about"."""
    if seconds < 60:
        return "1 分钟以内", "a minute or less"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} 分钟", "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"{seconds / 3600:.1f} 小时", f"{seconds / 3600:.1f} hours"
