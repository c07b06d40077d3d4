import Wire

/// The language and place of a person as the relay is asked for a card in it. (SPEC §19.6)
package enum LocaleTag {
    /// What is asked for when the system says no language.
    package static let usual = "en"

    /// The tag, such as `de-AT`, from the values of `LC_ALL`, `LC_MESSAGES` and `LANG`, in this order.
    ///
    /// The first that is set counts; encodings and variants (`de_AT.UTF-8@euro`) are left out.
    package static func tag(of values: [String?]) -> String {
        guard let value = values.compactMap(\.self).first(where: { !$0.isEmpty }) else {
            return usual
        }
        let name = value.prefix { $0 != "." && $0 != "@" }
        let tag = String(name.map { $0 == "_" ? "-" : $0 })
        let isLanguage = tag != "C" && tag != "POSIX" && Card.isLocale(tag)
        return isLanguage ? tag : usual
    }

    /// The tag of this process.
    static var own: String {
        tag(of: ["LC_ALL", "LC_MESSAGES", "LANG"].map { SeatFolder.variable($0) })
    }
}
