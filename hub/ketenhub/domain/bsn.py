"""The citizen service number: which nine digits a register can have given."""

GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def valid_bsn(bsn: str) -> bool:
    """Tell whether nine digits pass the 11-test; a digit wrong, or two swapped, does not."""
    digits = len(bsn) == len(GEWICHTEN) and bsn.isascii() and bsn.isdigit() and bsn != "0" * 9
    return digits and sum(int(cijfer) * gewicht for cijfer, gewicht in zip(bsn, GEWICHTEN, strict=True)) % 11 == 0
