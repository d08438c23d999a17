"""What every value of the domain is: frozen, strict, closed, camelCase on the wire."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel


class Onpassend(ValueError):
    """A value that cannot be. Its words are fixed sentences of ours, so they may be told; those of a library could hold the value."""


Tekst = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Kort = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Sleutel = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9._:~-]+$")]
Oin = Annotated[str, StringConstraints(pattern=r"^[0-9]{20}$")]
Plannaam = Literal["veiligheidsplan", "veiligheidsactieplan", "veiligheids_en_herstelplan"]
"""By which name an organisation calls the one plan (MOV-06, CON-19); a plan van aanpak is another document, and no name for this one."""
Code = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[a-z0-9_]+$")]


class Waarde(BaseModel):
    """A frozen, strict value that refuses unknown members."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, strict=True, extra="forbid", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )
