internal import COpenSSL

/// The one place where the library is called to move a session on.
extension TLSSession {
    private static let callsPerStepMax = 2

    /// How a call of the library ended.
    enum Outcome: Equatable {
        case succeeded
        case wantsInput
        case peerClosed
        case failed(TLSFailure)
    }

    /// How a call of the library ended, and what it took.
    struct Step {
        let outcome: Outcome
        let taken: Int
        let endedRecord: Bool
    }

    /// One step over at most one record.
    ///
    /// A call may finish what an earlier one began, such as the answer to a key update, and take no
    /// input; then it is made once more. A second call without effect would go on for ever.
    mutating func performReading(
        through buffers: inout TLSBuffers,
        _ call: (OpaquePointer) -> Int32
    ) -> Step {
        for _ in 0..<TLSSession.callsPerStepMax {
            let step = unsafe perform(through: &buffers, call)
            let isIdle = step.outcome == .wantsInput && step.taken == 0 && buffers.unreadCount > 0
            if !isIdle { return step }
        }
        return Step(outcome: .failed(fail(.library, &buffers)), taken: 0, endedRecord: false)
    }

    /// One call of the library, with at most one record lent to it.
    ///
    /// The error queue belongs to the thread: it is emptied before, and asked at once after.
    mutating func perform(
        takingInput: Bool = true,
        through buffers: inout TLSBuffers,
        _ call: (OpaquePointer) -> Int32
    ) -> Step {
        let framing = framing
        let lent = takingInput ? buffers.withUnread { framing.extent(of: $0) } : 0
        unsafe buffers.exchange.pointee.lent = lent
        let start = unsafe buffers.exchange.pointee.unreadStart
        unsafe ExchangeBIO.point(bio, at: buffers.exchange)
        ERR_clear_error()
        let result = unsafe call(ssl)
        let code = unsafe SSL_get_error(ssl, result)
        unsafe ExchangeBIO.point(bio, at: nil)
        let taken = unsafe buffers.exchange.pointee.unreadStart - start
        let endedRecord = advance(from: start, by: taken, in: buffers)

        switch code {
        case SSL_ERROR_NONE:
            if endedRecord { recordsWithoutData += 1 }
            return Step(outcome: .succeeded, taken: taken, endedRecord: endedRecord)
        case SSL_ERROR_WANT_READ:
            if endedRecord { recordsWithoutData += 1 }
            guard recordsWithoutData <= TLSSession.recordsWithoutDataMax else {
                return Step(
                    outcome: .failed(fail(.tooManyRecords, &buffers)),
                    taken: taken,
                    endedRecord: endedRecord
                )
            }
            return Step(outcome: .wantsInput, taken: taken, endedRecord: endedRecord)
        case SSL_ERROR_ZERO_RETURN:
            return Step(outcome: .peerClosed, taken: taken, endedRecord: endedRecord)
        case SSL_ERROR_SSL:
            let failure = fail(.fromErrorQueue(), &buffers)
            return Step(outcome: .failed(failure), taken: taken, endedRecord: endedRecord)
        default:
            let failure = fail(.library, &buffers)
            return Step(outcome: .failed(failure), taken: taken, endedRecord: endedRecord)
        }
    }

    /// Follows the records over the bytes that were just taken.
    private mutating func advance(
        from start: Int,
        by taken: Int,
        in buffers: borrowing TLSBuffers
    ) -> Bool {
        let bytes = unsafe UnsafeBufferPointer(
            start: buffers.exchange.pointee.input + start,
            count: taken
        )
        return framing.advance(over: unsafe Span(_unsafeElements: bytes))
    }

    /// Ends the session: no operation reaches the library after this, and the rest of the input is
    /// nobody's.
    mutating func fail(_ failure: TLSFailure, _ buffers: inout TLSBuffers) -> TLSFailure {
        phase = .failed(failure)
        buffers.dropUnread()
        return failure
    }
}
