import ClientHost
import Testing

@Suite("§19.6 In which language a card is asked for")
struct LocaleTagTests {
    @Test(
        "§19.6 the language and the place count, encodings and variants do not",
        arguments: [
            ("de_AT.UTF-8", "de-AT"), ("de_AT@euro", "de-AT"), ("pt_BR.UTF-8@x", "pt-BR"),
            ("fr", "fr"), ("zh-Hant-TW", "zh-Hant-TW"), ("sr_RS@latin", "sr-RS"),
        ]
    )
    func read(value: String, tag: String) {
        #expect(LocaleTag.tag(of: [value]) == tag)
    }

    @Test("§19.6 the first variable that is set counts") func order() {
        #expect(LocaleTag.tag(of: [nil, "de_AT", "en_US"]) == "de-AT")
        #expect(LocaleTag.tag(of: ["", nil, "en_US.UTF-8"]) == "en-US")
        #expect(LocaleTag.tag(of: ["nl_BE", "de_AT", "en_US"]) == "nl-BE")
    }

    @Test(
        "§19.6 what is no language is the usual one",
        arguments: [
            "C", "C.UTF-8", "POSIX", ".UTF-8", "de AT", "däisch", String(repeating: "a", count: 36),
        ]
    )
    func none(value: String) {
        #expect(LocaleTag.tag(of: [value]) == "en")
        #expect(LocaleTag.tag(of: []) == "en")
    }
}
