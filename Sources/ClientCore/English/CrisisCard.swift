/// What somebody who asks for help reads at once, from their own machine alone. (SPEC §19.6)
///
/// It promises nothing that the circle cannot keep. What it says of numbers holds in whole
/// countries and for years; a relay's own card knows the place better.
public enum CrisisCard {
    /// What became of the call for help so far.
    public enum Reach: CaseIterable, Hashable, Sendable {
        /// It is on its way; the relay has not answered yet.
        case asked
        /// The relay took it, and a facilitator is here.
        case told
        /// The relay took it, and no facilitator is here.
        case nobodyHere
        /// A facilitator who had the call while away is back.
        case cameBack
        /// The link is lost.
        case offline
        /// The person has not accepted the agreements yet. (SPEC §20.2)
        case agreeing
        /// The person has not come in yet.
        case notSeated
    }

    /// The rows, the most urgent first; the last one says who knows.
    public static func rows(_ reach: Reach) -> [String] { help + [whoKnows(reach)] }

    /// The rows but the last.
    public static let help = [
        "This circle is not a crisis service, and nobody here can send help to you.",
        "If you or somebody else is in danger now, call your local emergency number: 112 in the"
            + " European Union and many other countries, 911 in the US and Canada, 999 in the UK,"
            + " 000 in Australia.",
        "If you can, ask somebody you trust to stay with you, or on the phone with you.",
        "The website findahelpline.com lists helplines by country: people who listen, by phone,"
            + " text message or chat.",
    ]

    /// The row that changes when an answer comes.
    public static func whoKnows(_ reach: Reach) -> String {
        switch reach {
        case .asked: "Your call for help is on its way to the facilitators here."
        case .told: "The facilitators here have been told, and can whisper to you."
        case .nobodyHere: "No facilitator is here now. Please do not wait for one."
        case .cameBack: "A facilitator is here now and has been told."
        case .offline:
            "The link to the circle is lost, so nobody here has been told yet. Please do not wait"
                + " for it."
        case .agreeing:
            "You are not in yet. Your call reaches the facilitators when you have accepted the"
                + " agreements. Please do not wait for them: what is above says where to find help"
                + " now."
        case .notSeated:
            "You are not in yet. Your call reaches the facilitators when you are. Please do not wait"
                + " for them: what is above says where to find help now."
        }
    }
}
