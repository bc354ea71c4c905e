"""The picture of a page: turned straight, and its ruled cells found from the lines that are printed on it."""

from __future__ import annotations

from typing import Any

import numpy as np

Box = tuple[float, float, float, float]
_STEEPEST = 6.0
_LEAST_CELL = 0.00004
_LEAST_INK = 60
_EDGE = 0.03
_FAINT, _RED, _DARK = 45, 40, 120
_ALL_ACROSS, _STAMPED = 0.85, 0.2
_BESIDE, _ALL_BESIDE, _WHOLE = 0.1, 0.3, 0.9  # shares of a line's length


def straightened(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A page turned so that its lines are level.

    Parameters
    ----------
    image : array   height × width × 3, uint8

    Returns
    -------
    (image, matrix)   and the 2 × 3 matrix that was applied, to find places on the original page.
    """
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    edges = cv2.Canny(grey, 60, 180)
    height, width = grey.shape
    lines = cv2.HoughLinesP(edges, 1, np.pi / 1800, 150, minLineLength=width // 6, maxLineGap=12)
    angles = []
    for x0, y0, x1, y1 in lines.reshape(-1, 4) if lines is not None else ():
        angle = float(np.degrees(np.arctan2(float(y1) - float(y0), float(x1) - float(x0))))
        if abs(angle) < _STEEPEST:
            angles.append(angle)
    turn = float(np.median(angles)) if angles else 0.0
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
    if abs(turn) < 0.05:
        return image, matrix
    white = (255, 255, 255)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white), matrix


def ruled_tables(image: np.ndarray) -> list[list[Box]]:
    """The cells of every ruled table on a page, as (left, top, right, bottom) in pixels, from top to
    bottom."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    height, width = grey.shape
    long = max(width // 45, 24)
    level = _strokes(ink, long, False)
    upright = _without_letters(_strokes(ink, long * 2 // 3, True), ink, level)
    upright = _without_folds(upright, level)
    rules = cv2.bitwise_or(upright, _without_folds(level.T, upright.T).T)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    tables = []
    for index in range(1, count):
        left, top, across, down = (int(value) for value in stats[index][:4])
        if across < width // 8 or down < long:
            continue
        inside = (labels[top : top + down, left : left + across] == index).astype(np.uint8)
        cells = _holes(inside, left, top, _LEAST_CELL * height * width)
        if len(cells) > 1:
            tables.append((top, cells))
    return [cells for _, cells in sorted(tables, key=lambda pair: pair[0])]


def _strokes(ink: np.ndarray, length: int, upright: bool) -> np.ndarray:
    """The straight lines of one direction: long runs of ink, small gaps bridged, longer than letters are."""
    import cv2

    def kernel(long: int, wide: int = 1) -> np.ndarray:
        return np.ones((long, wide) if upright else (wide, long), np.uint8)

    thick = cv2.dilate(ink, kernel(1, 3))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel(length))
    bridged = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, kernel(length))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bridged, connectivity=8)
    # What is as thick as a letter is a letter.
    along = 3 if upright else 2
    kept = [
        n for n in range(1, count) if stats[n][along] >= 1.4 * length and stats[n][4] < 14 * stats[n][along]
    ]
    return cv2.dilate(np.isin(labels, kept).astype(np.uint8) * 255, kernel(9, 1))


def _without_letters(strokes: np.ndarray, ink: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Upright lines without those that strokes of letters in several lines of text make up: they have gaps,
    and other strokes beside them all the way.

    Parameters
    ----------
    level : array   the lines across, where nothing beside a line counts
    """
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    beside = np.array([*range(-10, -4), *range(5, 11)])
    kept = []
    for index in range(1, count):
        left, top, across, down = (int(value) for value in stats[index][:4])
        box = labels[top : top + down, left : left + across] == index
        middles = left + (box * np.arange(across)).sum(axis=1) // np.maximum(box.sum(axis=1), 1)
        rows = np.arange(top, top + down)
        places = np.clip(middles[:, None] + beside, 0, ink.shape[1] - 1)
        free = ~level[rows[:, None], places].any(axis=1)
        near = ink[rows[:, None], places].astype(bool)[free]
        sides = float((near[:, :6].any(axis=1).sum() + near[:, 6:].any(axis=1).sum()) / max(2 * len(near), 1))
        whole = float(ink[top : top + down, left : left + across].any(axis=1).mean())
        if sides < _BESIDE or (sides < _ALL_BESIDE and whole > _WHOLE):
            kept.append(index)
    return np.isin(labels, kept).astype(np.uint8) * 255


def _without_folds(strokes: np.ndarray, across: np.ndarray) -> np.ndarray:
    """Upright lines without those that run to the edge of the page beyond all rules that they cross."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(strokes), connectivity=8)
    height, kept = strokes.shape[0], []
    for index in range(1, count):
        left, top, wide, down = (int(value) for value in stats[index][:4])
        crossed = top + np.where(across[top : top + down, left : left + wide].any(axis=1))[0]
        above = top < _EDGE * height and (not len(crossed) or crossed[0] - top > _EDGE * height)
        end = top + down
        below = end > (1 - _EDGE) * height and (not len(crossed) or end - crossed[-1] > _EDGE * height)
        if not above and not below:
            kept.append(index)
    return np.isin(labels, kept).astype(np.uint8) * 255


def _holes(rules: np.ndarray, left: int, top: int, least: float) -> list[Box]:
    """The white rectangles that rules enclose."""
    import cv2

    framed = cv2.copyMakeBorder(1 - rules, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(framed, connectivity=4)
    outside = int(labels[0, 0])
    cells: list[Box] = []
    for index in range(1, count):
        x, y, across, down, area = (int(value) for value in stats[index])
        if index != outside and area > least and min(across, down) > 8 and area > 0.7 * across * down:
            cells.append((left + x - 3.0, top + y - 3.0, left + x + across + 1.0, top + y + down + 1.0))
    return sorted(cells, key=lambda box: (box[1], box[0]))


def has_ink(image: np.ndarray, box: Box) -> bool:
    """Whether something is printed inside a cell, away from its rules."""
    return int(_ink(image, box)[0].sum()) > 25


def left_over(image: np.ndarray, box: Box, words: list[Box]) -> bool:
    """Whether something is printed inside a cell that none of its words covers."""
    ink, left, top = _ink(image, box)
    for word in words:
        x0, y0, x1, y1 = (round(value) for value in word)
        ink[max(y0 - 4 - top, 0) : max(y1 + 4 - top, 0), max(x0 - 5 - left, 0) : max(x1 + 5 - left, 0)] = (
            False
        )
    return bool(ink.sum() > _LEAST_INK and min(np.ptp(axis) for axis in np.where(ink)) > 7)


def printed_between(image: np.ndarray, box: Box) -> tuple[float, float]:
    """From where to where something is printed inside a cell; its edges where nothing is."""
    ink, left, _ = _ink(image, box)
    columns = np.where(ink.any(axis=0))[0]
    return (float(left + columns[0]), float(left + columns[-1])) if len(columns) else (box[0], box[2])


def _ink(image: np.ndarray, box: Box) -> tuple[np.ndarray, int, int]:
    """What is printed inside a cell, however faint, with the place of its corner. A red stamp is no
    print."""
    import cv2

    margin = 6
    left, top = max(round(box[0]) + margin, 0), max(round(box[1]) + margin, 0)
    crop = inner(image, box, margin)
    if crop.size == 0:
        return np.zeros((1, 1), bool), left, top
    smooth = cv2.blur(np.ascontiguousarray(crop), (3, 3)).astype(int)
    red = smooth[:, :, 0]
    ink = (red < int(np.percentile(red, 95)) - _FAINT) & ~(_is_red(smooth) & (red > _DARK))
    for lines, across in ((ink.mean(axis=0), ink.T), (ink.mean(axis=1), ink)):
        for at in np.where(lines > _ALL_ACROSS)[0]:  # a fold, or a rule that is not quite straight
            across[max(at - 3, 0) : at + 4] = False
    return ink, left, top


def stamped(image: np.ndarray, box: Box) -> bool:
    """Whether the red of a stamp covers a word."""
    left, top, right, bottom = (max(round(value), 0) for value in box)
    crop = image[top:bottom, left:right].astype(int)
    return crop.size > 0 and float(_is_red(crop).mean()) > _STAMPED


def _is_red(picture: np.ndarray) -> np.ndarray:
    red: np.ndarray = picture[:, :, 0] - picture[:, :, 1] > _RED
    return red


def is_dash(image: np.ndarray, box: Box) -> bool:
    """Whether all that a cell holds is one level stroke."""
    crop = inner(image, box)
    grey = crop.mean(axis=2) if crop.size else np.zeros((1, 1))
    rows, columns = np.where(grey < grey.max() - 90)
    return bool(len(rows) and 3 * (np.ptp(rows) + 1) <= np.ptp(columns) + 1 < 60)


def inner(image: np.ndarray, box: Box, margin: int = 6) -> np.ndarray:
    """The picture inside a cell."""
    left, top, right, bottom = (round(value) for value in box)
    return image[
        max(top + margin, 0) : max(bottom - margin, 0), max(left + margin, 0) : max(right - margin, 0)
    ]


def comparison_sign(image: np.ndarray, box: Box) -> str:
    """A lone ≥ or ≤ by its shape: recognisers mistake ≧ and ≦ for letters.

    Returns
    -------
    str   "≥", "≤", or empty where the shape is neither for certain.
    """
    import cv2

    crop = inner(image, box)
    if crop.size == 0:
        return ""
    grey = cv2.cvtColor(np.ascontiguousarray(crop), cv2.COLOR_RGB2GRAY)
    ink = grey < int(grey.max()) - 90
    rows, columns = np.where(ink.any(axis=1))[0], np.where(ink.any(axis=0))[0]
    if len(rows) < 10 or len(columns) < 8 or len(columns) > 2.2 * len(rows):
        return ""
    glyph: Any = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    width = glyph.shape[1]
    middles = [float(np.where(row)[0].mean()) / width for row in glyph if row.any()]
    spans = [int(np.ptp(np.where(row)[0])) + 1 for row in glyph if row.any()]
    # Below the wedge stands at least one bar across the whole sign.
    bar = next((at for at, span in enumerate(spans) if at > len(spans) * 0.45 and span > 0.8 * width), 0)
    if not bar or bar < 6:
        return ""
    wedge = middles[: bar - 1]
    third = max(len(wedge) // 4, 1)
    ends = wedge[:third] + wedge[-third:]
    middle = wedge[len(wedge) // 2 - third // 2 : len(wedge) // 2 + third]
    lean = float(np.mean(middle)) - float(np.mean(ends))
    slender = all(span < 0.75 * width for span in spans[: max(bar - 2, 1)])
    if not slender or abs(lean) < 0.22:
        return ""
    return "≥" if lean > 0 else "≤"
