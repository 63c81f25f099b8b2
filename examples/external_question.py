"""A page of your own, shown in a frame; what the page must know goes into its address.

The service adds `assignmentId`, `hitId`, `turkSubmitTo` and `workerId` itself, so those names are refused here.
"""

from questionforms import ExternalQuestion, validate


def build(item: str = "Müller & Söhne", tags: tuple[str, ...] = ("new", "50% off")) -> ExternalQuestion:
    """The page for one item; each value is encoded, and a tuple is added once for each of its values."""
    return ExternalQuestion("https://tasks.example.org/label?lang=en", 600, params={"item": item, "tag": tags})


def main() -> None:
    """Print the XML and the address in it."""
    question = build()
    validate(question)
    print(question.to_xml(indent=True))
    print(question.url)


if __name__ == "__main__":
    main()
