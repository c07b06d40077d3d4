/// The labels of protocol 1: each purpose has its own, so nothing made for one serves another.
enum Label {
    static let ticket = "circle/1 ticket"
    static let boxKey = "circle/1 box"
    static let next = "circle/1 next"
    static let wordsKey = "circle/1 words"
    static let seal = "circle/1 seal"

    static let boxContext = "circle/1 box"
    static let wordsContext = "circle/1 words"

    static let hello = "circle/1 hello"
    static let auth = "circle/1 auth"
    static let redeem = "circle/1 redeem"
    static let open = "circle/1 open"
    static let agreements = "circle/1 agreements"
    static let slip = "circle/1 slip"
}
