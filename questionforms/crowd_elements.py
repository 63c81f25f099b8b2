"""Amazon's Crowd HTML elements: their attributes, the shape of their answers, and which of them submit themselves.

The facts are from SageMaker's documentation of the elements. What it does not say is marked as guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What the value of an attribute is. `texts` and `objects` are lists, `object` is one object, `json` is either.
Value = Literal["text", "flag", "number", "url", "texts", "objects", "object", "json"]
#: What a worker's answer is, at the end of its path: a text, a number, true or false, or a list.
Shape = Literal["text", "number", "boolean", "texts", "objects", "object"]

#: The value of a checkbox, a radio button or a toggle button without a `value`.
DEFAULT_VALUE = "on"
#: The element that submits the fields in it.
FORM = "crowd-form"


@dataclass(frozen=True, slots=True)
class CrowdAttribute:
    """One attribute of a Crowd HTML element."""

    name: str
    value: Value = "text"
    #: Whether the element needs it.
    required: bool = False
    #: Whether `required` is a guess: the documentation does not say.
    guessed: bool = False
    #: The member that each object in the value must have; empty if it has no objects, or if this is not known.
    member: str = ""


@dataclass(frozen=True, slots=True)
class CrowdAnswer:
    """The shape of an element's answer, which is under the element's name in the JSON of the form."""

    shape: Shape
    #: The member with the answer, as in `{"mood": {"label": "good"}}`; empty if there is none; `VALUE` for a member
    #: that is named after the element's `value`.
    member: str = ""
    #: Whether the shape is a guess: the documentation does not say.
    guessed: bool = False


#: The member of an answer that is named after the element's `value`, as in `{"colours": {"red": true}}`.
VALUE = "VALUE"


@dataclass(frozen=True, slots=True)
class CrowdElement:
    """One Crowd HTML element."""

    name: str
    attributes: tuple[CrowdAttribute, ...] = ()
    #: The answer; None for an element that is not a field.
    answer: CrowdAnswer | None = None
    #: The elements, other than HTML's and Crowd HTML's, that its content is divided into.
    regions: tuple[str, ...] = ()
    #: What a worker marks: a picture, a text, or nothing.
    drawn_on: Literal["", "picture", "text"] = ""
    #: Whether it submits itself, so that it is not put into a `crowd-form`.
    sends_itself: bool = False
    #: Whether it is only for Augmented AI, not for Mechanical Turk.
    only_augmented_ai: bool = False

    @property
    def is_field(self) -> bool:
        """Whether it has an answer."""
        return self.answer is not None

    def attribute(self, name: str) -> CrowdAttribute | None:
        """The attribute with this name; None if it has no such attribute."""
        return next((each for each in self.attributes if each.name == name), None)


#: The marks behind an attribute's name in the table below: documented as required, and guessed to be.
_MARKS = {"!": (True, False), "?": (True, True)}
_HELP = ("full-instructions", "short-instructions")


def _attributes(written: str) -> tuple[CrowdAttribute, ...]:
    """Attributes from `name! labels?:objects(label) disabled:flag`."""
    found = []
    for each in written.split():
        name, _, value = each.partition(":")
        required, guessed = _MARKS.get(name[-1], (False, False))
        kind, _, member = value.rstrip(")").partition("(")
        attribute = CrowdAttribute(name.rstrip("!?"), kind or "text", required, guessed, member)  # type: ignore[arg-type]
        found.append(attribute)
    return tuple(found)


def _shown(name: str, attributes: str = "", regions: tuple[str, ...] = ()) -> CrowdElement:
    """An element that is not a field."""
    return CrowdElement(name, _attributes(attributes), regions=regions)


def _field(name: str, attributes: str, answer: CrowdAnswer) -> CrowdElement:
    """A field that a worker fills in or chooses."""
    return CrowdElement(name, _attributes(f"name? {attributes}"), answer)


def _classifier(name: str, attributes: str, answer: CrowdAnswer, *regions: str) -> CrowdElement:
    """A field for which a worker chooses among categories."""
    return CrowdElement(name, _attributes(attributes), answer, (*_HELP, *regions))


def _drawn(name: str, attributes: str, member: str) -> CrowdElement:
    """A field for which a worker draws shapes on a picture."""
    return CrowdElement(name, _attributes(attributes), CrowdAnswer("objects", member), _HELP, drawn_on="picture")


_TRUTH = CrowdAnswer("boolean", VALUE)
_ON_PICTURE = "header labels?:texts name? src?:url"

_ELEMENTS = (
    _shown("crowd-alert", "dismissible:flag type"),
    _shown("crowd-badge", "for icon label"),
    _drawn("crowd-bounding-box", f"{_ON_PICTURE} initial-value:json", "boundingBoxes"),
    _shown(
        "crowd-button", "disabled:flag form-action href:url icon icon-align icon-url:url loading:flag target variant"
    ),
    _shown("crowd-card", "heading image:url"),
    _field("crowd-checkbox", "checked:flag disabled:flag required:flag value", _TRUTH),
    _classifier(
        "crowd-classifier", "categories?:texts header name?", CrowdAnswer("text", "label"), "classification-target"
    ),
    _classifier(
        "crowd-classifier-multi-select",
        "categories!:texts header! name! exclusion-category:object(text)",
        CrowdAnswer("texts", "labels"),
        "classification-target",
    ),
    CrowdElement(
        "crowd-entity-annotation",
        _attributes("header initial-value:json labels?:objects(label) name? text?"),
        CrowdAnswer("objects", "entities"),
        _HELP,
        drawn_on="text",
        sends_itself=True,
    ),
    _shown("crowd-fab", "disabled:flag icon label title"),
    _shown(FORM, "answer-format", regions=_HELP),
    _shown("crowd-icon-button", "disabled:flag icon"),
    _classifier(
        "crowd-image-classifier",
        "categories!:texts header! name! overlay:json src!:url",
        CrowdAnswer("text", "label"),
        "worker-comment",
    ),
    _classifier(
        "crowd-image-classifier-multi-select",
        "categories!:texts header! name! src!:url exclusion-category:object(text)",
        CrowdAnswer("texts", "labels"),
    ),
    _field(
        "crowd-input",
        "allowed-pattern auto-focus:flag auto-validate:flag disabled:flag error-message label max-length:number "
        "min-length:number placeholder required:flag type value",
        CrowdAnswer("text"),
    ),
    _drawn("crowd-instance-segmentation", _ON_PICTURE, "instances"),
    _shown(
        "crowd-instructions",
        "link-text link-type",
        regions=("detailed-instructions", "negative-example", "positive-example", "short-summary"),
    ),
    _drawn("crowd-keypoint", f"{_ON_PICTURE} initial-value:json", "keypoints"),
    _drawn("crowd-line", "header initial-value:json labels!:texts label-colors:texts name! src!:url", "lines"),
    _shown("crowd-modal", "link-text link-type"),
    _drawn("crowd-polygon", f"{_ON_PICTURE} initial-value:json", "polygons"),
    _drawn("crowd-polyline", "header initial-value:json labels!:texts label-colors:texts name! src!:url", "polylines"),
    _field("crowd-radio-button", "checked:flag disabled:flag value", _TRUTH),
    _shown("crowd-radio-group"),
    CrowdElement(
        "crowd-semantic-segmentation",
        _attributes(f"{_ON_PICTURE} initial-value:json"),
        CrowdAnswer("object", "labelMappings"),
        _HELP,
        drawn_on="picture",
    ),
    _field(
        "crowd-slider",
        "disabled:flag editable:flag max:number min:number pin:flag required:flag secondary-progress:number "
        "step:number value:number",
        CrowdAnswer("number", guessed=True),
    ),
    _shown("crowd-tab", "header"),
    _shown("crowd-tabs"),
    _field(
        "crowd-text-area",
        "auto-focus:flag auto-validate:flag char-counter:flag disabled:flag error-message label max-length:number "
        "max-rows:number placeholder rows:number value",
        CrowdAnswer("text"),
    ),
    _shown("crowd-toast", "duration:number text"),
    _field("crowd-toggle-button", "checked:flag disabled:flag invalid:flag required:flag value", _TRUTH),
    CrowdElement(
        "crowd-rekognition-detect-moderation-labels",
        _attributes("categories?:json exclusion-category:object(text) header src?:url"),
        CrowdAnswer("objects", "ModerationLabels"),
        _HELP,
        only_augmented_ai=True,
    ),
    CrowdElement(
        "crowd-textract-analyze-document",
        _attributes(
            "block-types:texts header initial-value:json keys:json no-geometry-edit:flag no-key-edit:flag src?:url"
        ),
        CrowdAnswer("objects", "blocks"),
        _HELP,
        drawn_on="picture",
        only_augmented_ai=True,
    ),
)

#: Name -> element, in the order of Amazon's list; at the end, those that only Augmented AI has.
CROWD_ELEMENTS = {element.name: element for element in _ELEMENTS}
#: The elements for the parts of an element's content, such as `short-instructions`.
REGIONS = frozenset(region for element in _ELEMENTS for region in element.regions)
#: The elements that submit themselves.
SELF_CONTAINED = frozenset(element.name for element in _ELEMENTS if element.sends_itself)
#: The fields with an answer of true or false; those with one name share an object, each under its own value.
CHOICES = frozenset(element.name for element in _ELEMENTS if element.answer == _TRUTH)
