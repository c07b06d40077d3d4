extension NameRules {
    /// The form in which two names are compared; equal forms are too alike. (SPEC §2.7)
    ///
    /// Lower case, full-width forms to plain ones, marks removed, letters with a mark reduced to
    /// their base, `0` `1` `l` `5` and `rn` to what they look like. Composed and decomposed
    /// spellings of one name have equal forms.
    public static func folded(_ name: String) -> String {
        var folded = ""
        for scalar in name.unicodeScalars {
            for small in plain(scalar).properties.lowercaseMapping.unicodeScalars {
                append(skeleton(of: small), to: &folded)
            }
        }
        return folded
    }

    /// `rn` looks like `m`.
    private static func append(_ piece: String, to folded: inout String) {
        guard piece == "n", folded.unicodeScalars.last == "r" else { return folded += piece }
        folded.unicodeScalars.removeLast()
        folded.unicodeScalars.append("m")
    }

    /// Full-width forms lie in the order of ASCII.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xff01...0xff5e).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(UInt8(scalar.value - 0xfee0))
    }

    /// A small letter without its marks and disguises.
    private static func skeleton(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "0": "o"
        case "1", "l": "i"
        case "5": "s"
        case "\u{200c}", "\u{200d}": ""
        case _ where scalar.isASCII: String(scalar)
        case _ where TextRules.isMark(scalar): ""
        // The final sigma is a place in the word, not another letter.
        case "\u{3c2}": base(of: "\u{3c3}")
        default: base(of: bases[scalar.value].flatMap(Unicode.Scalar.init) ?? scalar)
        }
    }

    /// The base is taken from the Unicode name: `LATIN SMALL LETTER E WITH ACUTE` is an `e`, and
    /// what has no plain letter in ASCII is called by the name of its base.
    private static func base(of scalar: Unicode.Scalar) -> String {
        // Ideographs and Hangul have no marks; their variants are equal as strings already.
        guard let name = scalar.properties.name, !name.hasPrefix("CJK"), !name.hasPrefix("HANGUL")
        else { return String(scalar) }
        let words = name.split(separator: " ").prefix { $0 != "WITH" }
        guard words.starts(with: ["LATIN", "SMALL", "LETTER"]), words.count == 4,
            let letter = words.last, letter.utf8.count == 1
        else { return words.joined(separator: " ") }
        return letter == "L" ? "i" : letter.lowercased()
    }

    /// Small letters that decompose into a base and marks without saying so in their name.
    private static let bases: [UInt32: UInt32] = [
        0x374: 0x2b9, 0x439: 0x438, 0x451: 0x435, 0x453: 0x433, 0x457: 0x456, 0x45c: 0x43a,
        0x45e: 0x443, 0x6c0: 0x6d5, 0x929: 0x928, 0x931: 0x930, 0x934: 0x933, 0x958: 0x915,
        0x959: 0x916, 0x95a: 0x917, 0x95b: 0x91c, 0x95c: 0x921, 0x95d: 0x922, 0x95e: 0x92b,
        0x95f: 0x92f, 0x9dc: 0x9a1, 0x9dd: 0x9a2, 0x9df: 0x9af, 0xa33: 0xa32, 0xa36: 0xa38,
        0xa59: 0xa16, 0xa5a: 0xa17, 0xa5b: 0xa1c, 0xa5e: 0xa2b, 0xb5c: 0xb21, 0xb5d: 0xb22,
        0xb94: 0xb92, 0xf43: 0xf42, 0xf4d: 0xf4c, 0xf52: 0xf51, 0xf57: 0xf56, 0xf5c: 0xf5b,
        0xf69: 0xf40, 0x1026: 0x1025, 0x1b06: 0x1b05, 0x1b08: 0x1b07, 0x1b0a: 0x1b09,
        0x1b0c: 0x1b0b, 0x1b0e: 0x1b0d, 0x1b12: 0x1b11, 0x1fbe: 0x3b9, 0x304c: 0x304b,
        0x304e: 0x304d, 0x3050: 0x304f, 0x3052: 0x3051, 0x3054: 0x3053, 0x3056: 0x3055,
        0x3058: 0x3057, 0x305a: 0x3059, 0x305c: 0x305b, 0x305e: 0x305d, 0x3060: 0x305f,
        0x3062: 0x3061, 0x3065: 0x3064, 0x3067: 0x3066, 0x3069: 0x3068, 0x3070: 0x306f,
        0x3071: 0x306f, 0x3073: 0x3072, 0x3074: 0x3072, 0x3076: 0x3075, 0x3077: 0x3075,
        0x3079: 0x3078, 0x307a: 0x3078, 0x307c: 0x307b, 0x307d: 0x307b, 0x3094: 0x3046,
        0x309e: 0x309d, 0x30ac: 0x30ab, 0x30ae: 0x30ad, 0x30b0: 0x30af, 0x30b2: 0x30b1,
        0x30b4: 0x30b3, 0x30b6: 0x30b5, 0x30b8: 0x30b7, 0x30ba: 0x30b9, 0x30bc: 0x30bb,
        0x30be: 0x30bd, 0x30c0: 0x30bf, 0x30c2: 0x30c1, 0x30c5: 0x30c4, 0x30c7: 0x30c6,
        0x30c9: 0x30c8, 0x30d0: 0x30cf, 0x30d1: 0x30cf, 0x30d3: 0x30d2, 0x30d4: 0x30d2,
        0x30d6: 0x30d5, 0x30d7: 0x30d5, 0x30d9: 0x30d8, 0x30da: 0x30d8, 0x30dc: 0x30db,
        0x30dd: 0x30db, 0x30f4: 0x30a6, 0x30f7: 0x30ef, 0x30f8: 0x30f0, 0x30f9: 0x30f1,
        0x30fa: 0x30f2, 0x30fe: 0x30fd, 0xfb1f: 0x5f2, 0x1109a: 0x11099, 0x1109c: 0x1109b,
        0x110ab: 0x110a5,
    ]
}
