import Etiquette
import Wire

/// What a circle meets by, and who has which part in it.
enum Evening {
    /// Small meetings with a little of everything; the first is none.
    static let plans = [
        "- - -",
        "- - share",
        "- door=knock;raid=2 gather,share;response=asked,few;sticks=2",
        "- late=boundary gather,round,share;marks=live,closing",
        "- late=at-once;bell=all round;order=shuffle,share;passing=auto;response=always,open",
        "- door=knock agree,lead,round;boundary=2;limit=30,silence;for=30,fellowship",
        "- raid=0 open,share;words=no,round;for=300;split=yes;facilitator=last,few;sticks=3",
    ]

    static func plan(_ number: Int) -> CirclePlan {
        guard let plan = CirclePlan(text: [UInt8](plans[number].utf8)) else {
            preconditionFailure("plans of the right form")
        }
        return plan
    }

    /// One facilitator; with a plan a second one and, in larger circles, a greeter and a timekeeper.
    static func role(_ index: Int, of weather: Weather) -> Role {
        guard index > 0 else { return .facilitator }
        guard weather.plan > 0 else { return .member }
        switch index {
        case 1: return .cofacilitator
        case 4: return .greeter
        case 5: return .timekeeper
        default: return .member
        }
    }
}
