"""A CSV reader so plain that one can see it is right: byte by byte, no array.

It shares nothing with the readers under test but the 64 KiB limit.
"""

LIMIT = 64 * 1024


def records(
    data: bytes, start: int, width: int
) -> tuple[list[tuple[int, list[str]]], list[int]]:
    """Rows as (physical line, trimmed cells) and the lines of refused rows."""
    good, bad = [], []
    at, line = start, 1 + data[:start].count(b"\n")
    while at < len(data):
        first_line = data[at:].split(b"\n", 1)[0]
        next_line = min(at + len(first_line) + 1, len(data))
        if not first_line.strip(b" \t\r"):
            at, line = next_line, line + 1
            continue
        cells, end = one_record(data, at)
        if cells is None or (len(cells) != width and end > next_line):
            bad.append(line)
            end = next_line
        elif len(cells) != width:
            bad.append(line)
        else:
            try:
                good.append((line, [cell.decode().strip() for cell in cells]))
            except UnicodeDecodeError:
                bad.append(line)
        line += data[at:end].count(b"\n")
        at = end
    return good, bad


def one_record(data: bytes, at: int) -> tuple[list[bytes] | None, int]:
    """Cells of the record at this place and where it ends; None when malformed."""
    cells, cell = [], b""
    state, opened = "start", 0
    while True:
        byte = data[at : at + 1]
        if state == "quoted":
            if byte == b"":
                return None, at
            if byte == b'"':
                if at - opened - 1 > LIMIT:
                    return None, at
                if data[at + 1 : at + 2] == b'"':
                    cell += byte
                    at += 2
                    continue
                state = "closed"
            else:
                cell += byte
            at += 1
            continue
        if byte == b"" or byte == b"\n":
            return [*cells, cell], min(at + 1, len(data))
        if byte == b",":
            cells.append(cell)
            cell, state = b"", "start"
        elif state == "closed":
            rest = data[at : at + 2]
            if byte not in (b" ", b"\t") and rest not in (b"\r\n", b"\r"):
                return None, at
        elif byte == b'"' and state == "start":
            state, opened = "quoted", at
        else:
            cell += byte
            state = "bare"
        at += 1
