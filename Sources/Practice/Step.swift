/// One thing that the script does, or waits for.
enum Step: Hashable, Sendable {
    /// The program itself shows these rows.
    case shows([String])
    /// A neighbour speaks. Ana whispers to the person instead while the floor is not hers; of the
    /// others it is heard only while they have the stick.
    case says(Neighbour, String)
    /// Ana whispers to the person.
    case whispers(String)
    /// A neighbour raises its hand.
    case raises(Neighbour)
    /// Ana calls a neighbour, who takes the stick.
    case gives(Neighbour)
    /// A neighbour ends its share.
    case ends(Neighbour)
    /// Ana calls the person, and the offer or the share takes as long as it takes.
    case offers(Wanted)
    /// The person may try something.
    case waits(Wanted)
    /// Ana opens a silence.
    case rings
    /// The silence takes its time.
    case listens
}

/// What a person may try, and what is said about it.
struct Wanted: Hashable, Sendable {
    /// What would be tried; nil when nothing is asked for.
    var deed: Deed?
    /// What is said again after a while.
    var hint: String
    /// What is said when it was tried.
    var thanks: String?
    /// What is said when it was not.
    var instead: String?
    /// Whether a hand that goes up meanwhile is answered with an offer.
    var answersHands = false
    /// Whether it ends only with the practice.
    var isEndless = false
}
