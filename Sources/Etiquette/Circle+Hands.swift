// Hands and their order. (SPEC §10)

extension Circle {
    mutating func moveHand(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .raisedHand(let seat): raiseHand(seat, at: now, into: &effects)
        case .loweredHand(let seat):
            guard let index = seated(seat, for: seat, &effects), isUp(index) else { return }
            commit(.hand(seat, .down), at: now, into: &effects)
        case .steppedBack(let seat): stepBack(seat, at: now, into: &effects)
        case .raisedUrgent(let seat):
            guard let index = seated(seat, for: seat, &effects) else { return }
            guard !seats[index].usedUrgent else {
                return effects.append(.refused(seat, .urgentUsed))
            }
            commit(.urgent(seat), at: now, into: &effects)
        case .setHands(let open, let seat):
            guard let index = seated(seat, for: seat, &effects) else { return }
            guard seats[index].role.facilitates else {
                return effects.append(.refused(seat, .role))
            }
            guard handsAreOpen != open else { return }
            commit(.hands(open: open), at: now, into: &effects)
        default: break
        }
    }

    /// One hand per seat; raising again keeps the earlier place. (SPEC §10.1)
    private mutating func raiseHand(_ seat: Seat, at now: Moment, into effects: inout [Effect]) {
        guard let index = seated(seat, for: seat, &effects) else { return }
        guard seats[index].role != .listener else {
            return effects.append(.refused(seat, .listening))
        }
        if let response = meeting.response {
            guard !response.hands.contains(seat) else { return }
            guard canAnswer(seat) else { return effects.append(.refused(seat, .notInPhase)) }
        } else {
            guard seats[index].raise == nil else {
                seats[index].rests = false
                return
            }
            guard handsAreOpen else { return effects.append(.refused(seat, .handsClosed)) }
        }
        if seats[index].listensByChoice {
            commit(.listening(seat, false), at: now, into: &effects)
        }
        commit(.hand(seat, .up), at: now, into: &effects)
    }

    /// Behind everybody who waits now with the same count; an offer is put off. (SPEC §10.3, §8.4)
    private mutating func stepBack(_ seat: Seat, at now: Moment, into effects: inout [Effect]) {
        guard let index = seated(seat, for: seat, &effects) else { return }
        if stick == .offered(seat) {
            // Who will not be asked again has passed. (SPEC §15.2, §16.2)
            let wasAskedAgain = phaseKind.isRound && seats[index].part.wasPutOff
            let isPass = wasAskedAgain || meeting.response != nil
            return changeFloor(
                to: .home,
                isPass ? .passed : .later,
                newTurn: true,
                at: now,
                into: &effects
            )
        }
        guard isUp(index) || canBePutOff(seat) else { return }
        commit(.hand(seat, .later), at: now, into: &effects)
    }

    /// Whether a hand is up; in a response, for the response. (SPEC §16.2)
    func isUp(_ index: Int) -> Bool {
        meeting.response?.hands.contains(seats[index].seat) ?? seats[index].waits
    }

    /// The seats that wait, first the one to be offered the stick first. (SPEC §10.2)
    ///
    /// In a go-round who is still to come, in a response who asks to answer. (SPEC §15.1, §16.2)
    /// The seat that has the offer or the stick is not among them until its share is over; seats
    /// that are adrift keep their place.
    public var queue: [Seat] {
        if let response = meeting.response { return response.hands }
        guard phaseKind.isRound else { return queueIndices.map { seats[$0].seat } }
        return meeting.ring.filter { $0 != stick.seat }
    }

    var queueIndices: [Int] {
        let sorted = seats.indices
            .filter { seats[$0].waits && !hasStick(seats[$0].seat) }
            .sorted { precedes(seats[$0], seats[$1]) }
        let somebodyYields = sorted.contains { seats[$0].yields > 0 }
        return customQueue == .fair && somebodyYields ? lettingOthersGo(sorted) : sorted
    }

    /// Who declined goes behind those who waited already then, whatever their counts. (SPEC §10.4)
    ///
    /// The one whose hand has been up longest never yields, so there is always somebody to take.
    private func lettingOthersGo(_ sorted: [Int]) -> [Int] {
        var waiting = sorted
        var order: [Int] = []
        while !waiting.isEmpty {
            let next = waiting.firstIndex { !yields(seats[$0], to: waiting) } ?? 0
            order.append(waiting.remove(at: next))
        }
        return order
    }

    private func yields(_ record: SeatRecord, to waiting: [Int]) -> Bool {
        guard record.owedUntil == nil, let mine = record.raise else { return false }
        return waiting.contains { index in
            guard let theirs = seats[index].raise, seats[index].canBeOffered else { return false }
            return theirs < min(record.yields, mine)
        }
    }

    func precedes(_ left: SeatRecord, _ right: SeatRecord) -> Bool {
        switch (left.owedUntil, right.owedUntil) {
        case (.some(let mine), .some(let theirs)):
            return (mine, left.seat) < (theirs, right.seat)
        case (.some, nil): return true
        case (nil, .some): return false
        case (nil, nil): break
        }
        let mine = left.raise ?? .max
        let theirs = right.raise ?? .max
        guard customQueue != .fifo else { return mine < theirs }
        return (left.shares, mine) < (right.shares, theirs)
    }

    /// The place of a seat among those who wait, from 1; 0 if it does not wait.
    public func place(of seat: Seat) -> Int {
        (queue.firstIndex(of: seat) ?? -1) + 1
    }

    /// Who is next by order.
    enum Candidate {
        case seat(Int)
        case nobody
        /// Only second shares wait, and somebody has not spoken. (SPEC §10.5)
        case firstHandsFirst
    }

    func candidate(resting: Bool) -> Candidate {
        var held = false
        for index in queueIndices where seats[index].canBeOffered {
            guard resting || !seats[index].rests else { continue }
            if customQueue == .strict, seats[index].owedUntil == nil, seats[index].shares > 0,
                seats.contains(where: { isUnheard($0) && !hasStick($0.seat) })
            {
                held = true
                continue
            }
            return .seat(index)
        }
        return held ? .firstHandsFirst : .nobody
    }

    /// Is here, may speak, has neither shared nor passed.
    func isUnheard(_ record: SeatRecord) -> Bool {
        record.canBeOffered && record.shares == 0 && !record.hasPassed
    }

    /// How many could still raise a first hand, if the one at `index` would be a second share.
    ///
    /// Who facilitates often does not share, and calls themselves when they want to: the circle does
    /// not wait for them. (SPEC §10.6)
    func firstHandsMissing(before index: Int) -> Int {
        guard customQueue == .fair, seats[index].owedUntil == nil, seats[index].shares > 0 else {
            return 0
        }
        return seats.count { isUnheard($0) && $0.raise == nil && !$0.role.facilitates }
    }
}
