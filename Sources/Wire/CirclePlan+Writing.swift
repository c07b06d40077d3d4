import Etiquette

extension CirclePlan {
    /// Keys stand in the order of §14.2; what is left to the default is left out.
    func write(to writer: inout LineWriter) {
        if let agreements { writer.base64(agreements) } else { writer.word("-") }
        guard let plan, !plan.phases.isEmpty else {
            writer.word("-")
            writer.word("-")
            return
        }
        let options = plan.options.settings
        writer.word(options.isEmpty ? "-" : options.joined(separator: ";"))
        writer.word(plan.phases.map(\.text).joined(separator: ","))
    }
}

extension MeetingOptions {
    fileprivate var settings: [String] {
        let usual = MeetingOptions()
        var settings: [String] = []
        if door != usual.door { settings.append("door=\(door.rawValue)") }
        if late != usual.late { settings.append("late=\(late.rawValue)") }
        if entrySeconds != usual.entrySeconds { settings.append("entry=\(entrySeconds)") }
        if raid != usual.raid { settings.append("raid=\(raid)") }
        if bell != usual.bell { settings.append("bell=\(bell.rawValue)") }
        if seats != usual.seats { settings.append("seats=\(seats)") }
        if facilitators != usual.facilitators { settings.append("facilitators=\(facilitators)") }
        if quorum != usual.quorum { settings.append("quorum=\(quorum)") }
        return settings
    }
}

extension Phase {
    fileprivate var text: String {
        ([kind.rawValue] + timeSettings + orderSettings + answerSettings).joined(separator: ";")
    }

    private var timeSettings: [String] {
        var settings: [String] = []
        if seconds != 0 { settings.append("for=\(seconds)") }
        if let limitSeconds { settings.append("limit=\(limitSeconds)") }
        return settings
    }

    private var orderSettings: [String] {
        let usual = Phase(kind)
        var settings: [String] = []
        if let queue { settings.append("queue=\(queue.rawValue)") }
        if let passing { settings.append("passing=\(passing.rawValue)") }
        if let boundarySeconds { settings.append("boundary=\(boundarySeconds)") }
        if order != usual.order { settings.append("order=\(order.rawValue)") }
        if facilitator != usual.facilitator {
            settings.append("facilitator=\(facilitator.rawValue)")
        }
        if splitsTime { settings.append("split=yes") }
        return settings
    }

    private var answerSettings: [String] {
        let usual = Phase(kind)
        var settings: [String] = []
        if response != usual.response { settings.append("response=\(response.rawValue)") }
        if responseSeconds != usual.responseSeconds {
            settings.append("response-limit=\(responseSeconds)")
        }
        if responders != usual.responders { settings.append("responders=\(responders)") }
        if marks != usual.marks { settings.append("marks=\(marks.rawValue)") }
        if sticks != usual.sticks { settings.append("sticks=\(sticks)") }
        if !words { settings.append("words=no") }
        return settings
    }
}
