"""Show a page on your own server in a frame, and pass values to it in the URL.

The service adds `assignmentId`, `hitId`, `turkSubmitTo` and `workerId` itself, so you cannot use those names.
"""

from questionforms import ExternalQuestion, validate


def build(item: str = "Müller & Söhne", tags: tuple[str, ...] = ("new", "50% off")) -> ExternalQuestion:
    """The page for one item; values are encoded, and a tuple adds the parameter once for each of its items."""
    return ExternalQuestion("https://tasks.example.org/label?lang=en", 600, params={"item": item, "tag": tags})


def main() -> None:
    """Print the XML and the URL in it."""
    question = build()
    validate(question)
    print(question.to_xml(indent=True))
    print(question.url)


if __name__ == "__main__":
    main()
