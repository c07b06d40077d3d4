// Written by Deploy/embed-formats from Protocol/formats/support-group.toml: change that file.

extension ShippedFormat {
    static let shippedSupportGroup = ShippedFormat(
        name: "support-group",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            format = 1
            name = "support-group"
            title = "Support group"
            about = """
            A meeting for people who live with something hard and want to be heard by others who know it.
            A check-in goes round once, then there is time for what matters most today.
            It takes 90 minutes. Two people should facilitate it, with up to twelve in the circle."""

            agreements = """
            What we say here stays here. We do not copy, save or repeat it, or say who came.
            Please sit where nobody can read your screen.
            One person has the stick and speaks. The rest of us read and stay with them.
            We speak from our own lives, and say "I" and not "you".
            We do not give advice unless somebody asks for it. We do not tell anybody to start or stop a medicine; that is between them and the person who treats them.
            We share the time, so that there is room for all.
            You may pass, at any time, and you never have to say why.
            We do not describe ways to get hurt. If your share may be hard to hear, say so first.
            We treat each other with respect, also when we see things in another way.
            This is help among equals. It is not treatment, and nobody watches over it day and night.
            If you are in danger, call your local emergency number. In here, type: help me"""

            orientation = """
            Welcome. It is good that you came.
            There is a talking stick. Whoever holds it is heard, and nobody cuts in.
            To ask for it, type hand on a line of its own. When it is offered to you, press Enter.
            When you have finished, type done. To let it go by, type pass. Both are always fine.
            First the stick goes round once, so that each of us can say how we are. Later, hands go up.
            You may only listen if you like: type listen.
            To write to the facilitators alone, begin your line with w and a space.
            If things get too much, type: help me. A card with numbers to call comes up, and a facilitator will write to you alone."""

            [meeting]
            door = "knock"
            late = "boundary"
            seats = 12
            facilitators = 2
            quorum = 3

            [[phase]]
            kind = "gather"
            title = "Arriving"
            minutes = 10
            read = """
            Welcome! We begin in a few minutes. Until then, feel free to say hello.
            If you are new, it is enough to read along. Nobody will be put on the spot."""

            [[phase]]
            kind = "read"
            title = "Welcome and how we meet"
            minutes = 5
            read = """
            Welcome, everybody. We are here to listen to each other and to be heard.
            All of us know hard days from the inside. Nobody here is the expert on your life but you.
            We will do three things: a check-in for each of us, time to share, and a short closing.
            When you have the stick, speak about yourself. When you do not, just be here.
            Please do not give advice unless it was asked for. Often it helps most to be heard.
            You can pass at any time. You can also come back to it: type later, and we ask you again.
            What is said here stays here. Please do not save it or pass it on.
            If you need help right now, type help me. A facilitator will be with you.
            We will end on time."""

            [[phase]]
            kind = "agree"
            title = "Our agreements"
            minutes = 2
            read = """
            You read our agreements when you came in. Please take a moment with them.
            If you can keep them today, type: agree
            If you have a question, whisper it to a facilitator."""

            [[phase]]
            kind = "round"
            title = "Check-in"
            minutes = 28
            limit = "3m"
            facilitator = "first"
            boundary = "5s"
            read = """
            Now the stick goes round once. You have about three minutes.
            Tell us how you are today, and whether you would like some time later on.
            A facilitator begins. To let the stick go by, type pass."""

            [[phase]]
            kind = "share"
            title = "Time to share"
            minutes = 35
            limit = "5m"
            queue = "fair"
            passing = "called"
            response = "asked"
            responders = 3
            response-limit = "2m"
            read = """
            The time is open now. If something needs room today, raise your hand.
            Whoever has shared less comes first. A share has about five minutes.
            After your share you may ask for answers. If you do not ask, we simply thank you.
            Let us stay with what is going on now, more than with old times."""

            [[phase]]
            kind = "closing"
            title = "Closing round"
            minutes = 8
            limit = "1m"
            read = """
            We come to our last round. One line is enough.
            What is one thing that you take with you from today?"""

            [[phase]]
            kind = "read"
            title = "Goodbye"
            minutes = 2
            read = """
            Thank you for coming, and for what you gave by sharing and by listening.
            Please leave here what belongs here.
            If the time after the meeting is hard for you, reach out to somebody today.
            You are welcome again next time."""

            [[phase]]
            kind = "fellowship"
            title = "Staying on"
            minutes = 15
            optional = true
            read = """
            The meeting is over. Whoever would like to may stay and chat a little.
            Our agreements still hold."""

            """#
    )
}
