/// The entries inside a box, in the order of their types. (SPEC §3.6)
private enum BoxEntry: UInt8, CaseIterable {
    case mode = 1
    case index
    case chainKey
    case founder
    case role
    case title
    case schedule = 0x80

    /// From here on, a reader that does not know a type may pass over it.
    static let firstOptional: UInt8 = 0x80
}

extension Box {
    /// The body in its one form; the caller cleanses it.
    package var body: [UInt8] {
        var body: [UInt8] = []
        // Room for all of it, so that growing leaves no copy of the key behind.
        body.reserveCapacity(Self.payloadBytesMax)
        func append(_ entry: BoxEntry, _ value: [UInt8]) {
            body.append(entry.rawValue)
            body.append(UInt8(truncatingIfNeeded: value.count >> 8))
            body.append(UInt8(truncatingIfNeeded: value.count))
            body.append(contentsOf: value)
        }
        append(.mode, [mode.rawValue])
        append(.index, BigEndian.bytes(of: index))
        if let chainKey {
            var key = chainKey.copied()
            append(.chainKey, key)
            Cleansing.cleanse(&key)
        }
        append(.founder, founder)
        append(.role, [role.rawValue])
        append(.title, [UInt8](title.utf8))
        if let schedule { append(.schedule, [UInt8](schedule.utf8)) }
        return body
    }

    /// Reads an opened body: types ascending, each once, nothing essential unknown or missing.
    package init(body: [UInt8]) throws(BoxFlaw) {
        var values: [BoxEntry: ArraySlice<UInt8>] = [:]
        var rest = body[...]
        var last: UInt8 = 0
        while let type = rest.first {
            guard type > last, rest.count >= 3 else { throw .unreadable }
            last = type
            let count = Int(BigEndian.number(rest.dropFirst().prefix(2)))
            let value = rest.dropFirst(3).prefix(count)
            guard value.count == count else { throw .unreadable }
            rest = rest.dropFirst(3 + count)
            if let entry = BoxEntry(rawValue: type) {
                values[entry] = value
            } else if type < BoxEntry.firstOptional {
                throw .newerClientNeeded
            }
        }

        guard let modeByte = values[.mode], modeByte.count == 1,
            let indexBytes = values[.index], indexBytes.count == 8,
            let founder = values[.founder],
            let roleByte = values[.role], roleByte.count == 1,
            let titleBytes = values[.title],
            let title = String(validating: titleBytes, as: UTF8.self)
        else { throw .unreadable }
        guard let mode = modeByte.first.flatMap({ Mode(rawValue: $0) }),
            let role = roleByte.first.flatMap({ Role(rawValue: $0) })
        else { throw .newerClientNeeded }

        let chainKey = try Self.chainKey(values[.chainKey], mode: mode)
        let box = Box(
            index: BigEndian.number(indexBytes),
            chainKey: chainKey,
            founder: [UInt8](founder),
            role: role,
            title: title,
            schedule: Self.schedule(values[.schedule])
        )
        guard let box else { throw .unreadable }
        self = box
    }

    /// A schedule that cannot be one is passed over, as older clients pass over every schedule.
    /// (SPEC §3.10)
    private static func schedule(_ value: ArraySlice<UInt8>?) -> String? {
        guard let value, value.count <= scheduleBytesMax else { return nil }
        return String(validating: value, as: UTF8.self)
    }

    /// A sealed circle has a key and an open one has none; anything else is no box of ours.
    private static func chainKey(
        _ value: ArraySlice<UInt8>?,
        mode: Mode
    ) throws(BoxFlaw) -> SecretBytes? {
        switch (mode, value) {
        case (.open, nil): return nil
        case (.open, .some), (.sealed, nil): throw .unreadable
        case (.sealed, .some(let value)):
            var bytes = [UInt8](value)
            defer { Cleansing.cleanse(&bytes) }
            guard let key = SecretBytes(bytes) else { throw .unreadable }
            return key
        }
    }
}
