import ClientCore
import Etiquette
import EventLoop
import Glibc
import Terminal
import Wire

// What a whole meeting asks of the program around the member's machine: agreements, texts, files.

extension Session {
    /// Shows all that the circle agreed on, and asks; a program has answered before. (SPEC §20.2)
    mutating func ask(_ agreements: Agreements) {
        // After a lost link nobody has to read twice what they are reading.
        guard asked?.hash != agreements.hash else { return }
        asked = agreements
        console.say(
            seat.agreed == nil
                ? "This circle has agreements. Please read them before you come in."
                : "The agreements of this circle have changed. Please read them before you come in."
        )
        for row in agreements.text.rows {
            console.show(Shown(.meeting(.row(.agreements, row))))
        }
        if agrees {
            console.say("You accept them: --agree says so.")
            return agree()
        }
        guard isatty(STDIN_FILENO) == 1 else {
            return stop(Trouble("Nobody was asked. Whoever accepts them comes in with --agree."))
        }
        console.say("`agree` accepts and brings you in; `leave` goes. Take your time.")
    }

    /// The person has accepted what was shown. (SPEC §20.2)
    mutating func agree() {
        guard let agreements = asked else { return }
        asked = nil
        seat.agreed = agreements.hash
        save()
        apply(.agreed(agreements.hash))
    }

    /// A facilitator's client brings the texts that the circle lacks, if they are those of its plan.
    /// (SPEC §20.1)
    mutating func bringTexts() {
        let plan = member.room.meeting.plan ?? CirclePlan()
        guard practice == nil, member.isReady, member.ownRole.facilitates, matched != plan else {
            return
        }
        matched = plan
        guard let format else { return missFormat(plan) }
        guard plan.text == format.plan.text else {
            apply(.brought([]))
            return console.say(
                "The circle meets by another format than the one that is kept here, so its texts are"
                    + " not brought. After the meeting, `circle plan \(seat.label) FORMAT` sets it."
            )
        }
        apply(.brought(format.brought))
    }

    /// A facilitator on a new device must know that nobody may have the texts.
    private mutating func missFormat(_ plan: CirclePlan) {
        guard plan != CirclePlan(), member.ownRole == .facilitator else { return }
        console.say(
            "The texts of this circle's format are not kept on this device, so it cannot bring them,"
                + " and newcomers cannot read the agreements. In another terminal type `circle plan"
                + " \(seat.label) FORMAT`, with its name or your file; then `leave` and come in again."
        )
    }

    /// Writes a slip to a file, unless it is no good. (SPEC §21.4)
    mutating func keep(_ slip: Slip) {
        guard let slip = SlipFile(slip, pins: seat.pins) else {
            return console.say("The slip that came is not signed by this relay. It was not kept.")
        }
        let file: String?
        do throws(SyscallError) {
            file = try slip.write(in: ".")
        } catch {
            return console.say(
                "The slip could not be written here. Come in from a folder of yours, then ask again."
            )
        }
        console.say(
            file.map {
                "Your slip is in \($0). It says the day and how long you have been here since you came"
                    + " or the relay last started, and names neither you nor the circle."
            } ?? "There are too many slips of this day here already."
        )
    }

    /// The operator's card is kept for the day on which there is no link. (SPEC §19.6)
    mutating func keep(_ card: Card) {
        keep { folder, seat throws(Trouble) in try folder.keep(card, for: seat) }
    }

    /// The person goes by another name from now on. (SPEC §21.5)
    mutating func keep(name: [UInt8]) {
        seat.name = String(decoding: name, as: UTF8.self)
        keepWhatMustStay()
        save()
    }
}
