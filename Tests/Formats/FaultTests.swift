import Formats
import Testing

/// The file of each case has three good lines before the lines that matter.
@Suite("What is wrong with a format")
struct FaultTests {
    private static let part = "[[phase]]\nkind = \"open\"\ntitle = \"One\"\n"

    @Test(
        "§14.2 a fault of the meeting is told with its place",
        arguments: [
            (
                "[meeting]\n  dor = \"open\"",
                "5:3: There is no key \"dor\" in [meeting]. Did you mean door?"
            ),
            ("[meeting]\ndoor = \"locked\"", "5:1: door takes \"open\" or \"knock\"."),
            ("[meeting]\ndoor = 1", "5:1: door takes \"open\" or \"knock\"."),
            ("[meeting]\nlate = \"never\"", "5:1: late takes \"boundary\" or \"at-once\"."),
            ("[meeting]\nbell = true", "5:1: bell takes \"keepers\" or \"all\"."),
            ("[meeting]\nraid = 31", "5:1: raid takes a whole number from 0 to 30."),
            ("[meeting]\nraid = \"6\"", "5:1: raid takes a whole number from 0 to 30."),
            ("[meeting]\nseats = -1", "5:1: seats takes a whole number from 0 to 200."),
            ("[meeting]\nquorum = 2.5", "5:1: quorum takes a whole number from 0 to 200."),
            (
                "[meeting]\nfacilitators = 201",
                "5:1: facilitators takes a whole number from 0 to 200."
            ),
            (
                "[meeting]\nentry = \"5h\"",
                "5:1: entry takes a time from 1s to 4h, or \"none\". Write it like \"90s\", \"2m\" or \"1m30s\"."
            ),
            ("meeting = 1", "4:1: Write [meeting] on a line of its own, and its keys below it."),
            (
                "sitting = 1",
                "4:1: There is no key \"sitting\" at the top of a format. Did you mean meeting?"
            ),
        ]
    )
    func meeting(_ lines: String, _ fault: String) {
        #expect(Files.faults(of: Files.toml(lines + "\n" + Self.part)) == [fault])
    }

    @Test(
        "§14.2, §14.4 a fault of a part is told with its place",
        arguments: [
            ("kind = \"sharing\"", "6:1: kind takes \"gather\", "),
            ("kind = 5", "6:1: kind takes \"gather\", "),
            ("kind = \"response\"", "6:1: \"response\" comes by itself and cannot be planned."),
            ("kind = \"ended\"", "6:1: \"ended\" comes by itself and cannot be planned."),
            (
                "kind = \"round\"\nsticks = 2",
                "7:1: sticks means nothing in \"round\"; it is for few."
            ),
            (
                "kind = \"share\"\norder = \"ring\"",
                "7:1: order means nothing in \"share\"; it is for round or closing."
            ),
            (
                "kind = \"open\"\nprompts = []",
                "7:1: prompts means nothing in \"open\"; it is for silence."
            ),
            ("kind = \"read\"\nlimit = \"3m\"", "7:1: limit means nothing in \"read\"; "),
            ("kind = \"few\"\nboundary = \"5s\"", "7:1: boundary means nothing in \"few\"; "),
            (
                "kind = \"open\"\nlimt = \"3m\"",
                "7:1: There is no key \"limt\" in a [[phase]]. Did you mean limit?"
            ),
            ("kind = \"open\"\nminutes = 0", "7:1: minutes takes a whole number from 1 to 240."),
            ("kind = \"open\"\nminutes = 241", "7:1: minutes takes a whole number from 1 to 240."),
            (
                "kind = \"open\"\nminutes = 1\nlength = \"60s\"",
                "8:1: Write minutes or length, not both."
            ),
            ("kind = \"open\"\nlength = \"0s\"", "7:1: length takes a time from 1s to 4h. "),
            ("kind = \"open\"\nlength = \"1s1m\"", "7:1: length takes a time from 1s to 4h. "),
            ("kind = \"open\"\nlength = \"99999h\"", "7:1: length takes a time from 1s to 4h. "),
            ("kind = \"open\"\nlength = \"5\"", "7:1: length takes a time from 1s to 4h. "),
            (
                "kind = \"share\"\nlimit = \"14s\"",
                "7:1: limit takes a time from 15s to 1h, or \"none\". "
            ),
            (
                "kind = \"share\"\nlimit = 3",
                "7:1: limit takes a time from 15s to 1h, or \"none\". "
            ),
            (
                "kind = \"share\"\nqueue = \"any\"",
                "7:1: queue takes \"fair\", \"strict\" or \"fifo\"."
            ),
            (
                "kind = \"share\"\npassing = \"hot\"",
                "7:1: passing takes \"called\", \"auto\" or \"popcorn\"."
            ),
            ("kind = \"share\"\nboundary = \"121s\"", "7:1: boundary takes a time from 0s to 2m. "),
            (
                "kind = \"share\"\nmarks = \"on\"",
                "7:1: marks takes \"off\", \"after\" or \"live\"."
            ),
            (
                "kind = \"share\"\nresponse = \"yes\"",
                "7:1: response takes \"never\", \"asked\" or \"always\"."
            ),
            (
                "kind = \"share\"\nresponders = 2",
                "7:1: responders needs response = \"asked\" or \"always\"."
            ),
            (
                "kind = \"share\"\nresponse = \"asked\"\nresponders = 11",
                "8:1: responders takes a whole number from 1 to 10."
            ),
            ("kind = \"share\"\nresponse-limit = \"1m\"", "7:1: response-limit needs response = "),
            ("kind = \"round\"\norder = \"left\"", "7:1: order takes \"ring\" or \"shuffle\"."),
            (
                "kind = \"round\"\nfacilitator = \"none\"",
                "7:1: facilitator takes \"first\" or \"last\"."
            ),
            (
                "kind = \"round\"\nsplit = \"yes\"",
                "7:1: split takes true or false, without quotes."
            ),
            ("kind = \"round\"\nsplit = true", "7:1: split parts the time of a part; "),
            ("kind = \"few\"\nsticks = 5", "7:1: sticks takes a whole number from 2 to 4."),
            ("kind = \"open\"\nwords = 0", "7:1: words takes true or false, without quotes."),
            (
                "kind = \"open\"\noptional = \"no\"",
                "7:1: optional takes true or false, without quotes."
            ),
            ("kind = \"silence\"", "4:1: A silence needs its length, "),
            ("kind = \"agree\"", "4:1: There is nothing to agree to: "),
            (
                "kind = \"silence\"\nminutes = 1\nread = \"a\\nb\\nc\"",
                "8:1: In a silence a facilitator has two lines. "
            ),
        ]
    )
    func part(_ lines: String, _ fault: String) {
        let faults = Files.faults(of: Files.toml(part: lines))
        #expect(faults.count == 1 && faults[0].hasPrefix(fault), "\(faults)")
    }

    @Test(
        "§20.3 a fault of a text is told with its place",
        arguments: [
            ("read = 1", "8:1: read takes a text in quotes."),
            (
                "read = \"One.\\n@5 Two.\"",
                "8:1: Row 2 of read begins with \"@\". Begin it another way."
            ),
            ("read = \"One\\ttwo\"", "8:1: Row 1 of read holds a character that cannot be shown, "),
            (
                "read = \"\(String(repeating: "a", count: 301))\"",
                "8:1: Row 1 of read has 301 letters. "
            ),
            ("prompts = 1", "8:1: prompts takes a list like "),
            ("prompts = [ 1 ]", "8:13: prompts takes a list like "),
            ("prompts = [ { at = \"0:05\" } ]", "8:13: A prompt needs its text, "),
            ("prompts = [ { text = \"a\" } ]", "8:13: A prompt needs its time, "),
            (
                "prompts = [ { at = \"5\", text = \"a\" } ]",
                "8:15: at takes minutes and seconds like "
            ),
            (
                "prompts = [ { at = \"0:60\", text = \"a\" } ]",
                "8:15: at takes minutes and seconds like "
            ),
            (
                "prompts = [ { at = \"1:00\", text = \"a\" } ]",
                "8:15: This prompt comes after the silence has ended."
            ),
            (
                "prompts = [ { at = \"0:05\", text = \"\" } ]",
                "8:28: text takes one row of 1 to 300 letters."
            ),
            (
                "prompts = [ { at = \"0:05\", text = \"a\\nb\" } ]",
                "8:28: text takes one row of 1 to 300 letters."
            ),
            (
                "prompts = [ { at = \"0:05\", txt = \"a\", text = \"b\" } ]",
                "8:28: There is no key \"txt\" in a prompt. "
            ),
            (
                "prompts = [ { at = \"0:05\", text = \"a\" },\n { at = \"0:05\", text = \"b\" } ]",
                "9:4: Write prompts in the order of their times, "
            ),
        ]
    )
    func texts(_ lines: String, _ fault: String) {
        let toml = Files.toml(part: "kind = \"silence\"\nlength = \"1m\"\n" + lines)
        let faults = Files.faults(of: toml)
        #expect(faults.count == 1 && faults[0].hasPrefix(fault), "\(faults)")
    }

    @Test("§20.1 a text that no page can hold is told with its size") func sizes() {
        let text = String(repeating: "é", count: 2_001)
        for key in ["agreements", "orientation"] {
            #expect(
                Files.faults(of: Files.toml("\(key) = \"\(text)\"\n" + Self.part)) == [
                    "4:1: \(key) is too long: 4002 bytes, where a page has at most 4000. "
                        + "A letter is one byte, with an accent two."
                ]
            )
        }
        let about = String(repeating: "a", count: 3_993)
        #expect(
            Files.faults(of: Files.toml("about = \"\(about)\"\n" + Self.part)).first?
                .hasPrefix("4:1: about is too long: 4001 bytes") == true
        )
        let row = String(repeating: "a", count: 299) + "\\n"
        let reading = String(repeating: row, count: 14)
        #expect(
            Files.faults(of: Files.toml(part: "kind = \"read\"\nread = \"\(reading)\"")).map {
                String($0.prefix(38))
            } == [
                "4:1: The text of this part is too long", "7:1: read is too long: 4199 bytes, whe",
            ]
        )
    }

    @Test(
        "a fault of the whole file is told with its place",
        arguments: [
            (
                "",
                [
                    "1:1: Begin the file with format = 1.", "1:1: A format needs a name, ",
                    "1:1: A format needs a title, ", "1:1: A format needs at least one part: ",
                ]
            ),
            ("format = 2\n", ["1:1: This program reads formats of version 1; "]),
            (
                "format = \"1\"\nname = \"a\"\ntitle = \"A\"\n[[phase]]\nkind = \"open\"\n",
                ["1:1: format takes the number 1, ", "4:1: A part needs a title, "]
            ),
            (
                "format = 1\nname = \"A b\"\ntitle = \"A\"\n[phase]\n",
                ["2:1: name takes 1 to 32 ", "4:2: Write each part as [[phase]], "]
            ),
            (
                "format = 1\nname = 1\ntitle = \"\"\nphase = []\n",
                [
                    "2:1: name takes a text in quotes.",
                    "3:1: title takes one row of 1 to 64 letters.",
                    "4:1: A format needs at least one part: ",
                ]
            ),
            (
                "format = 1\nname = \"a\"\ntitle = \"A\"\nphase = [1]\n",
                ["4:10: Write each part as [[phase]], "]
            ),
            (
                "format = 1\nname = \"a\"\ntitle = \"A\"\n[[phase]]\ntitle = \"One\"\n",
                ["4:1: A part needs a kind, "]
            ),
            ("format = 1\nname = \"a\ntitle = \"A\"\n", ["2:10: This cannot be read as TOML. "]),
            ("format = 1\n  [[[phase]]]\n", ["2:5: This cannot be read as TOML. "]),
            ("format = 1\nformat = 1\n", ["2:10: This cannot be read as TOML. "]),
            ("format = 1\nname = \"a\u{0}\"\n", ["2:10: This cannot be read as TOML. "]),
        ]
    )
    func files(_ text: String, _ starts: [String]) {
        let faults = Files.faults(of: [UInt8](text.utf8))
        #expect(faults.count == starts.count, "\(faults)")
        for (fault, start) in zip(faults, starts) { #expect(fault.hasPrefix(start), "\(fault)") }
    }

    @Test("a zero byte neither ends a word nor makes it another") func zeros() {
        let zero = "\\u0000"
        let faults = Files.faults(
            of: Files.toml(part: "kind = \"open\(zero)\"\n\"words\(zero)\" = true")
        )
        #expect(faults.count == 2)
        #expect(faults.first?.hasPrefix("6:1: kind takes ") == true)
        #expect(
            faults.last
                == "7:1: There is no key \"words<U+0000>\" in a [[phase]]. Did you mean words?"
        )
    }

    @Test("what somebody wrote cannot move the cursor of the one who reads the fault") func cursor()
    {
        let faults = Files.faults(of: Files.toml("\"\\u001b[2J\" = 1\n" + Self.part))
        #expect(faults.first?.contains("<U+001B>[2J") == true)
    }

    @Test("all faults are told in the order of the file, up to twenty") func all() {
        let lines = (1...30).map { "wrong\($0) = 1" }.joined(separator: "\n")
        let faults = Files.faults(of: Files.toml(lines + "\n" + Self.part))
        #expect(faults.count == FormatFailure.faultsMax)
        #expect(faults.map { $0.prefix { $0 != ":" } } == (4...23).map { "\($0)" })
    }

    @Test("a file that nests as deep as it may is read, and one that is longer is refused")
    func depth() {
        let deep = [UInt8](
            ([String](repeating: "a", count: 4_001).joined(separator: ".") + " = 1").utf8
        )
        #expect(Files.faults(of: deep).contains { $0.contains("There is no key \"a\"") })
        #expect(
            Files.faults(of: deep + [UInt8](".5".utf8)).first?.hasPrefix(
                "1:1: This file is too long"
            ) == true
        )
        let long = [UInt8](repeating: 0x0a, count: Format.fileBytesMax + 1)
        #expect(Files.faults(of: long).first?.hasPrefix("1:1: This file is too long") == true)
    }
}
