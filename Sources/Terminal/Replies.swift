/// What the reader of lines says back when it needs to ask.
public enum Replies {
    /// The sentence for something that is asked about once.
    public static func sentence(for consequence: Consequence, word: String) -> String {
        let again = "Type `\(word)` again to do it, or ` \(word)` with a space to say it."
        return switch consequence {
        case .leaves: "You have the stick. That would leave the circle. \(again)"
        case .endsShare: "You have the stick. That would end your share. \(again)"
        case .lowersHand: "You have the stick. That would lower your hand. \(again)"
        case .opensSilence: "You have the stick. That would open a silence. \(again)"
        case .asksSilence: "You have the stick. That would ask for a silence. \(again)"
        case .endsMeeting: "That would end the meeting for everybody. \(again)"
        case .rings(let name):
            "\(name) has the stick and may be searching for words. Type `\(word)` again to ring."
        case .endsMeetingAfterShare:
            "The stick is not at home. That would end the meeting for everybody: when the share is"
                + " over, after a minute at the latest. \(again)"
        case .bans:
            "That would remove this person from the circle for ever. To remove them from this"
                + " meeting only: `remove NAME`. \(again)"
        case .renames: "That would change your own name. \(again)"
        }
    }

    /// The sentence for a line that is not understood; nothing of it was sent.
    public static func sentence(for unclear: Unclear) -> String {
        let say = "To say it as words, begin the line with a space."
        switch unclear {
        case .several(let name, let seats):
            let numbers = seats.map { "`\($0)`" }.joined(separator: " or ")
            return "Several people may be \(name). Use the number: \(numbers)."
        case .nobody(let name): return "Nobody here is called \(name). `who` shows who is. \(say)"
        case .whom(let word): return "Whom? `\(word) NAME`, or the number of the seat."
        case .unknown(let word):
            return "There is no word /\(word). `help` shows what there is. \(say)"
        case .goAhead:
            return "`ga` could mean two things. `done` ends a share, `next` calls the next hand."
        case .whisperTo(let name):
            return "To whisper to \(name): `w @\(name) …`. To the facilitators: `w chair: …`."
        case .whisperToMember:
            return "Whispers go to the facilitators, and between buddies. Nothing was sent. `w …`"
                + " without a name reaches the facilitators; `buddy NAME` asks somebody to be your"
                + " buddy."
        case .emptyWhisper: return "What would you like to whisper? `w …`"
        case .bellSeconds: return "A silence has 15 to 600 seconds, for example `bell 90`."
        case .role(let role):
            return "There is no role \(role): listener, member, greeter, timekeeper, guardian,"
                + " cofacilitator, facilitator."
        case .breakSeconds: return "A break has 1 to 60 minutes, for example `break 5m`."
        case .noBuddy: return "You have no buddy just now. `buddy NAME` asks somebody."
        case .emptySideRoom:
            return "Nobody hears this side room any more, so nothing was sent. `w chair: …` reaches"
                + " the facilitators, `step in` brings you back to the circle."
        case .noSideRoom: return "No side room is open. `side NAME` opens one."
        case .agreedAlready: return "You have agreed already. \(say)"
        case .nothingToAgree: return "There is nothing to agree to just now. \(say)"
        case .nobodyAtDoor(let name):
            return "Nobody at the door is called \(name). `door` shows who waits. \(say)"
        }
    }
}
