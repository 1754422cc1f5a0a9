"""Capital letters and figures as strokes, so that what is drawn can be read where no font knows Russian."""

from typing import Final

from PIL import ImageDraw

WIDE, HIGH = 4, 6  # the grid a letter stands on
STEP = 5.4  # from one letter to the next, in cells
# Strokes of a letter are apart; each pair of figures in them is a point, across and down.
STROKES: Final = {
    "А": "062046 1434", "Б": "4000063645443303", "В": "0333424130000636454433", "Г": "400006", "Д": "06054546 15103035",
    "Е": "40000646 0333", "Ж": "2026 0046 4006", "З": "01103041423313 334445361605", "И": "00064046",
    "Й": "00064046 1030", "К": "0006 400346", "Л": "06104046", "М": "0600244046", "Н": "0006 4046 0343",
    "О": "103041453616050110", "П": "06004046", "Р": "06003041423303", "С": "4130100105163645", "Т": "0040 2026",
    "У": "0023 4016", "Ф": "2026 113142433414030211", "Х": "0046 4006", "Ц": "00054546 3035", "Ч": "00021343 4046",
    "Ш": "00064640 2026", "Щ": "00054546 2025 4045", "Ъ": "0010163645443313", "Ы": "00062635342303 4046",
    "Ь": "00063645443303", "Э": "0110304145361605 1343",
    "Ю": "0006 0313 203041453626151120", "Я": "46401001021343 2306", "0": "103041453616050110", "1": "112026",
    "2": "01103041420646", "3": "01103041423313 334445361605", "4": "36300444",
    "5": "4000033344453606", "6": "30100105163645443303", "7": "004026", "8": "13020110304142331304051636454433",
    "9": "16364541301001021343", ".": "1516", "-": "1333", "<": "400346", "N": "06004640", "R": "06003041423303 2346",
    "S": "413010010213334445361605", "U": "000516364540", "I": "2026", "V": "002640",
    "Z": "00400646", "D": "000636454130 3000", "F": "400006 0333",
}  # fmt: skip
TWINS: Final = str.maketrans("ABCEHKMOPTXЁ", "АВСЕНКМОРТХЕ")


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: float, ink: int | tuple[int, int, int]
) -> None:
    """Write a line, letters `size` pixels high, from this corner; what has no strokes leaves a gap."""
    cell, (left, top) = size / HIGH, at
    thick = max(1, round(size / 9))
    for number, letter in enumerate(text.upper().translate(TWINS)):
        x = left + number * STEP * cell
        for stroke in STROKES.get(letter, "").split():
            pairs = zip(stroke[::2], stroke[1::2], strict=True)
            draw.line([(x + int(a) * cell, top + int(b) * cell) for a, b in pairs], ink, thick, "curve")


def width(text: str, size: float) -> float:
    """Give how wide a line of this size is."""
    return (len(text) * STEP - (STEP - WIDE)) * size / HIGH
