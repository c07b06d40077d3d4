// Written by Deploy/embed-formats from Protocol/formats/companion.toml: change that file.

extension ShippedFormat {
    static let shippedCompanion = ShippedFormat(
        name: "companion",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            # For a meeting in a room or on the phone. Nothing is written: the circle keeps the hands, the
            # stick, the time and the bell.
            format = 1
            name = "companion"
            title = "Companion"
            about = """
            For a meeting that is held by voice, in a room or on a call. No words are written here.
            The screen shows whose turn it is, who waits, how much time is left, and when it is quiet.
            It takes 60 minutes."""

            agreements = """
            Whoever has the stick speaks. The others listen.
            We raise our hands here and not by voice, so that the order is fair.
            What is said stays among us. Nobody records it.
            We speak from our own lives and give no advice unless asked.
            You may pass at any time.
            When the bell rings, we all stop and breathe.
            If you need help, type: help me. In danger, call your local emergency number."""

            orientation = """
            Welcome. We talk by voice. This screen keeps the order.
            To ask for the stick, type hand. When it is offered to you, press Enter, and then speak.
            When you have finished speaking, type done. To let it go by, type pass.
            The screen tells you when your time is nearly over. You may finish your sentence.
            For a pause, type pause, and the facilitators will see it.
            To call a facilitator quietly, type: help me"""

            [meeting]
            door = "open"
            late = "at-once"
            facilitators = 1
            quorum = 2

            [[phase]]
            kind = "gather"
            title = "Arriving"
            minutes = 5
            words = false
            read = """
            Welcome. Please check that you can hear us and that we can hear you."""

            [[phase]]
            kind = "read"
            title = "Welcome"
            minutes = 3
            words = false
            read = """
            Welcome. We talk by voice, and the stick goes from one to the next on our screens.
            Please speak only while you have it. If you would like it, raise your hand on the screen.
            You may pass at any time. What we hear stays among us."""

            [[phase]]
            kind = "round"
            title = "Check-in"
            minutes = 15
            limit = "2m"
            words = false
            read = """
            The stick goes round once. How are you today? Two minutes are enough."""

            [[phase]]
            kind = "share"
            title = "Time to share"
            minutes = 25
            limit = "4m"
            queue = "fair"
            passing = "called"
            words = false
            read = """
            Now raise your hand when you would like to share. You have about four minutes."""

            [[phase]]
            kind = "silence"
            title = "A pause to breathe"
            minutes = 2
            words = false
            read = """
            Let us be quiet for two minutes. Lines will come up on your screen."""
            prompts = [
                { at = "0:10", text = "Put both feet on the floor." },
                { at = "0:25", text = "Let your shoulders drop." },
                { at = "0:40", text = "Breathe in for a slow count of four." },
                { at = "0:50", text = "Breathe out for a slow count of six." },
                { at = "1:05", text = "In for four." },
                { at = "1:15", text = "Out for six." },
                { at = "1:40", text = "Look up, and look around you." },
            ]

            [[phase]]
            kind = "closing"
            title = "Closing round"
            minutes = 10
            limit = "1m"
            words = false
            read = """
            One last round. One line each: what do you take with you?"""

            """#
    )
}
