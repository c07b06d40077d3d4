import Etiquette
import Wire

// The agreements, which everybody accepts before they sit down. (SPEC §20.2)

extension Member {
    /// Whether the person has to accept the agreements before they come in, whether their text is
    /// here or not.
    public var isBeforeAgreements: Bool { link.stage == .agreeing }

    /// Sits down, or asks first for what has to be accepted.
    mutating func comeToTerms(
        with hash: [UInt8]?,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        // Who is `facilitator` brings the text and need not have accepted it.
        guard let hash, role != .facilitator else {
            consent = nil
            return sit(at: now, &effects)
        }
        if consent?.hash != hash { consent = Consent(hash: hash) }
        guard agreed != hash else { return sit(at: now, &effects) }
        link.stage = .agreeing
        askForCard(at: now, &effects)
        // Whoever was asked before the link was lost is still thinking about it.
        if consent?.isAsked != true { askForAgreements() }
    }

    /// The relay wants other agreements to be accepted; false when it makes no sense.
    mutating func heed(
        _ refused: Refused,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) -> Bool {
        guard let detail = refused.details.first,
            let hash = Base64URL.decode([UInt8](detail.utf8)),
            hash.count == CirclePlan.agreementsBytes, role != .facilitator,
            // What was accepted and sent, and is refused all the same, is never accepted.
            consent?.hash != hash || agreed != hash
        else { return false }
        comeToTerms(with: hash, at: now, &effects)
        return true
    }

    /// The person has accepted what they were shown.
    mutating func accept(_ hash: [UInt8], at now: Moment, _ effects: inout [ClientEffect]) {
        agreed = hash
        guard link.stage == .agreeing, consent?.hash == hash else { return }
        due.agreements = nil
        sit(at: now, &effects)
    }

    private mutating func askForAgreements() {
        due.agreements = nil
        room.meeting.pages.forget(0)
        room.meeting.pages.want(0, first: true)
    }

    /// The text came; only the one that was promised is shown and asked about. (SPEC §20.2)
    mutating func showAgreements(
        _ bytes: [UInt8]?,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard link.stage == .agreeing, let consent, !consent.isAsked else { return }
        guard let bytes, cipher.agreementsHash(of: bytes) == consent.hash else {
            return excuse(.unreadableText(.agreements), at: now, &effects)
        }
        self.consent?.isAsked = true
        let agreements = Agreements(hash: consent.hash, text: PageText(reading: bytes))
        effects.append(.agreementsNeeded(agreements))
    }

    /// Nobody has brought the text, or not this one: a facilitator may still bring it.
    mutating func excuse(
        _ what: MeetingShown,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        due.agreements = now.after(ClientLimits.textMilliseconds)
        guard consent?.isExcused == false else { return }
        consent?.isExcused = true
        effects.show(.meeting(what))
    }

    mutating func sweepAgreements(at now: Moment) {
        guard let time = due.agreements, time <= now else { return }
        due.agreements = nil
        guard link.stage == .agreeing, consent?.isAsked == false else { return }
        askForAgreements()
    }
}
