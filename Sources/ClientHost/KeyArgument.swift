import Wire

/// Ids and keys on the command line: one in 64 begins with a dash and would look like an option.
enum KeyArgument {
    private static let mark = "id:"

    /// The argument, marked when it is an id or a key that begins with a dash.
    static func marked(_ argument: String) -> String {
        guard argument.hasPrefix("-"), !argument.hasPrefix("--"),
            let bytes = Base64URL.decode([UInt8](argument.utf8)), [8, 32].contains(bytes.count)
        else { return argument }
        return mark + argument
    }

    /// The argument as it was typed.
    static func unmarked(_ argument: String) -> String {
        argument.hasPrefix(mark) ? String(argument.dropFirst(mark.count)) : argument
    }
}
