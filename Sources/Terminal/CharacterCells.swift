/// How many columns a letter may take, never less than a terminal gives it.
///
/// Terminals disagree about emoji and joined letters. An estimate that is too small would let a row
/// overflow and its rest stand at the beginning of the next row, looking like somebody's line;
/// one that is too large only wraps early. (SPEC §12.3)
enum CharacterCells {
    /// The widest letter that is kept whole; some scripts join without end.
    private static let letterCellsMax = 8

    /// The letters of a line, of which those that are too wide to be one, or for a row with so much
    /// room, come apart.
    static func pieces(of line: String, room: Int) -> [Character] {
        let widest = min(letterCellsMax, room)
        return line.flatMap { letter in
            most(letter) <= widest ? [letter] : letter.unicodeScalars.map { Character($0) }
        }
    }

    static func most(_ letter: Character) -> Int {
        var cells = 0
        for scalar in letter.unicodeScalars { cells += most(scalar) }
        return cells
    }

    private static func most(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20...0x7e: return 1
        // Joiners, variation selectors (which can widen what they follow) and isolates.
        case 0x200b...0x200d, 0x2060...0x2069: return 0
        case 0xfe0f: return 1
        case 0xfe00...0xfe0e, 0xe0100...0xe01ef: return 0
        case 0x1100...0x115f, 0x231a...0x27bf, 0x2b00...0x2bff, 0x2e80...0xa4cf, 0xa960...0xa97f,
            0xac00...0xd7ff, 0xf900...0xfaff, 0xfe10...0xfe6f, 0xff00...0xffe6, 0x1_6fe0...0x1_8cff,
            0x1_aff0...0x1_b2ff, 0x1_f000...0x1_faff, 0x2_0000...0x3_fffd:
            return 2
        default:
            return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}
