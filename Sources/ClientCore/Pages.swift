import Etiquette
import Wire

/// The texts of a plan, as far as they are known here. (SPEC §20.1)
struct Pages: Hashable, Sendable {
    /// One text.
    private struct Page: Hashable, Sendable {
        /// Who brought it; nil when that was not told.
        var author: Seat?
        /// The text; nil before it was opened.
        var text: PageText?
        /// Whether what came could not be opened.
        var isBad = false
        /// Whether the relay has it, as far as is known.
        var isThere = true
    }

    private var pages: [UInt8: Page] = [:]
    /// What is to be asked for, in that order.
    private var wanted: [UInt8] = []
    /// What was asked for and has not come.
    private(set) var awaited: UInt8?
    /// What the person asked to see, once it is here.
    private var toShow: [UInt8] = []

    /// Somebody brought a page: what was known of it is old.
    mutating func learn(_ number: UInt8, from author: Seat) {
        pages[number] = Page(author: author)
    }

    /// What came of it is not what was meant; it may be asked for again.
    mutating func forget(_ number: UInt8) {
        pages[number]?.text = nil
        pages[number]?.isBad = false
    }

    /// The relay has none of them any more; what was opened stays. (SPEC §20.1)
    mutating func lose() {
        for number in pages.keys { pages[number]?.isThere = false }
    }

    /// Whether the relay can be asked for it.
    func isKnown(_ number: UInt8) -> Bool { pages[number]?.isThere == true }

    func isBad(_ number: UInt8) -> Bool { pages[number]?.isBad == true }

    func author(of number: UInt8) -> Seat? { pages[number]?.author }

    func text(of number: UInt8) -> PageText? { pages[number]?.text }

    /// The card of the phase at a place of the plan, from 1.
    func card(of place: Int) -> PageText.Card? {
        guard let number = Self.number(of: place) else { return nil }
        return text(of: number).map { PageText.Card($0) }
    }

    /// The page of the phase at a place of the plan, from 1.
    static func number(of place: Int) -> UInt8? {
        (1...Plan.phasesMax).contains(place) ? UInt8(place + 2) : nil
    }

    mutating func open(_ number: UInt8, _ text: PageText?) {
        var page = pages[number] ?? Page()
        page.text = text
        page.isBad = text == nil
        pages[number] = page
    }

    /// Asks for a page that is not here; `first` before all others.
    mutating func want(_ number: UInt8, first: Bool = false) {
        guard awaited != number, text(of: number) == nil, !isBad(number) else { return }
        guard first || !wanted.contains(number) else { return }
        wanted.removeAll { $0 == number }
        wanted.insert(number, at: first ? 0 : wanted.count)
    }

    mutating func show(_ number: UInt8) {
        if !toShow.contains(number) { toShow.append(number) }
    }

    /// Whether the person waits for it, who now does no longer.
    mutating func takeToShow(_ number: UInt8) -> Bool {
        let isWaitedFor = toShow.contains(number)
        toShow.removeAll { $0 == number }
        return isWaitedFor
    }

    /// The next page to be asked for, which is awaited from now on.
    mutating func takeWanted() -> UInt8? {
        guard awaited == nil, !wanted.isEmpty else { return nil }
        awaited = wanted.removeFirst()
        return awaited
    }

    /// Whether something is still to come.
    var isWanting: Bool { awaited != nil || !wanted.isEmpty }

    /// What was asked for was answered; or the link was lost, and it has to be asked for again.
    mutating func settle(again: Bool) {
        guard let number = awaited else { return }
        awaited = nil
        if again { want(number, first: true) }
    }
}
