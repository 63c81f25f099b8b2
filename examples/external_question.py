"""Your own page, shown in a frame; its URL contains everything that the page needs to know.

The service itself adds `assignmentId`, `hitId`, `turkSubmitTo` and `workerId`, so you cannot use those names.
"""

from questionforms import ExternalQuestion, validate


def build(item: str = "Müller & Söhne", tags: tuple[str, ...] = ("new", "50% off")) -> ExternalQuestion:
    """The page for one item; values are URL-encoded, and a tuple adds one parameter per value."""
    return ExternalQuestion("https://tasks.example.org/label?lang=en", 600, params={"item": item, "tag": tags})


def main() -> None:
    """Print the XML and the URL in it."""
    question = build()
    validate(question)
    print(question.to_xml(indent=True))
    print(question.url)


if __name__ == "__main__":
    main()
