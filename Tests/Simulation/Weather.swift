import ClientCore

/// What one seed brings: how many people, how bad their links, how often the relay dies.
///
/// Every figure is drawn anew for each seed, so that some runs have much of one trouble and none of
/// another.
struct Weather {
    var people: Int
    var queue: Int
    var passing: Int
    /// Milliseconds that a byte is on its way.
    var delay: ClosedRange<UInt64>
    /// Milliseconds between two things that happen.
    var pause: UInt64
    /// Things that happen before the weather clears.
    var steps: Int
    /// Milliseconds until the disk has what it was given; 0 for a journal in memory.
    var commit: UInt64
    /// Of a thousand things that happen, how many are which trouble.
    var cuts: Int
    var silences: Int
    var kills: Int
    var pauses: Int
    var restarts: Int
    var losses: Int
    /// Of a thousand pieces on their way down, how many are torn, and the link with them.
    var tears: Int
    /// Which of the plans the circle meets by; 0 for none.
    var plan: Int
    /// Milliseconds that the relay stays down, at most.
    var down: UInt64

    /// The weather of a seed.
    init(_ dice: inout Dice) {
        people = 3 + Int(dice.upTo(dice.upTo(9) == 0 ? 20 : 4))
        queue = Int(dice.upTo(2))
        passing = Int(dice.upTo(1))
        let least = 1 + dice.upTo(80)
        delay = least...least + dice.upTo(dice.upTo(3) == 0 ? 3_000 : 300)
        pause = 20 + dice.upTo(dice.upTo(2) == 0 ? 4_000 : 600)
        steps = 300 + Int(dice.upTo(500))
        commit = dice.upTo(1) == 0 ? 0 : 1 + dice.upTo(400)
        cuts = Int(dice.upTo(60))
        silences = Int(dice.upTo(20))
        kills = Int(dice.upTo(dice.upTo(1) == 0 ? 4 : 30))
        pauses = Int(dice.upTo(4))
        restarts = dice.upTo(3) == 0 ? Int(dice.upTo(6)) : 0
        losses = dice.upTo(9) == 0 ? 3 : 0
        plan = dice.upTo(1) == 0 ? 0 : Int(dice.upTo(UInt64(Evening.plans.count - 1)))
        down = 50 + dice.upTo(dice.upTo(2) == 0 ? 40_000 : 2_000)
        tears = Int(dice.upTo(6))
    }
}
