package import Sealing

/// Attendance slips: signed on request, told to one seat, and forgotten. (SPEC §21.4)
package enum Slips {
    /// A new slip of so many minutes, with a number that no other one has.
    package static func sign(
        minutes: UInt32,
        on day: CalendarDay,
        by identity: SigningKey
    ) throws(SealingFailure) -> SignedSlip {
        let number = try Random.bytes(AttendanceSlip.numberCount)
        return try SignedSlip(
            AttendanceSlip(day: day, minutes: minutes, number: number),
            by: identity
        )
    }
}
