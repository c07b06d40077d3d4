// Written by Deploy/embed-formats from Protocol/formats/check-in.toml: change that file.

extension ShippedFormat {
    static let shippedCheckIn = ShippedFormat(
        name: "check-in",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            format = 1
            name = "check-in"
            title = "Check-in"
            about = """
            A short meeting for groups that meet often: one round, one word at the end.
            There are no hands and no answers.
            It takes 25 minutes."""

            agreements = """
            What is said here stays here.
            We speak one at a time and listen to the end.
            We speak about ourselves and keep it short.
            Nobody answers what another person has said.
            You may pass.
            If you need help, type: help me. In danger, call your local emergency number."""

            orientation = """
            Welcome. This is a short meeting. The stick comes to each of us once.
            When it is offered to you, press Enter. Say three words for how you are, and one thing you need.
            Type done when you have finished, or pass to let it go by.
            At the end the stick goes round once more for a single word."""

            [meeting]
            door = "open"
            late = "boundary"
            facilitators = 1
            quorum = 2

            [[phase]]
            kind = "gather"
            title = "Arriving"
            minutes = 5
            read = """
            Hello, and welcome. We begin in a few minutes."""

            [[phase]]
            kind = "round"
            title = "Check-in"
            minutes = 15
            limit = "2m"
            facilitator = "first"
            response = "never"
            read = """
            The stick goes round. Say three words for how you are, and one thing that you need.
            Two minutes are plenty. Passing is fine."""

            [[phase]]
            kind = "closing"
            title = "One word"
            minutes = 5
            limit = "30s"
            read = """
            One word from each of us to end with. Then we are done. Thank you."""

            """#
    )
}
