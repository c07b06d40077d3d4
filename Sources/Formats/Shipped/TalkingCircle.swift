// Written by Deploy/embed-formats from Protocol/formats/talking-circle.toml: change that file.

extension ShippedFormat {
    static let shippedTalkingCircle = ShippedFormat(
        name: "talking-circle",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            # Circles are old, and to many peoples they are sacred. No ceremony is written here. A group that
            # has its own way puts its own words in, or leaves the readings out.
            format = 1
            name = "talking-circle"
            title = "Talking circle"
            about = """
            The stick goes round twice, without hurry and without answers.
            In the first round each of us speaks to a question. In the second we may speak to the whole.
            It takes 75 minutes."""

            agreements = """
            Whoever has the stick speaks. The rest of us listen, and do not plan what to say.
            The stick goes round in its order. It does not jump, and nobody calls for it.
            You may speak, be silent for a while with it, or pass.
            We speak from the heart, and we speak of ourselves.
            We do not answer, question or correct another person. In the second round we speak to what is in the middle, not to one of us.
            The one who keeps the circle speaks in turn, like everybody.
            What is said in the circle stays in the circle.
            If you need help, type: help me. In danger, call your local emergency number."""

            orientation = """
            Welcome. In this circle you do not raise your hand. The stick comes to each of us in turn.
            When it is offered to you, press Enter. Take your time. Silence is fine too.
            When you have finished, type done. To let it go by, type pass. To be asked again at the end of the round, type later.
            There is a short pause after each of us. Please let it be quiet.
            If you come late, the stick will reach you at the end of the round.
            If you need the one who keeps the circle, type: help me"""

            [meeting]
            door = "open"
            late = "boundary"
            facilitators = 1
            quorum = 3

            [[phase]]
            kind = "gather"
            title = "Arriving"
            minutes = 5
            read = """
            Welcome. Find a good place to sit. We begin when we are all here."""

            [[phase]]
            kind = "read"
            title = "Why we meet"
            minutes = 3
            read = """
            Welcome to the circle. In a circle nobody sits above another.
            We have one stick. It will go round twice.
            While you have it, the time is yours. While you do not, you give your ear.
            Here is the question for today. I will write it in the next line.
            You may speak to it, or to what you need to say instead."""

            [[phase]]
            kind = "round"
            title = "First round"
            minutes = 28
            limit = "none"
            order = "ring"
            facilitator = "first"
            split = true
            boundary = "10s"
            response = "never"
            marks = "off"
            read = """
            The stick begins its first round. I will speak first, then it goes to the next seat."""

            [[phase]]
            kind = "silence"
            title = "A quiet minute"
            minutes = 1
            read = """
            Let us sit for a minute with all that was said."""

            [[phase]]
            kind = "round"
            title = "Second round"
            minutes = 28
            limit = "none"
            order = "ring"
            facilitator = "first"
            split = true
            boundary = "10s"
            response = "never"
            marks = "off"
            read = """
            The stick goes round again. What has grown in you while you listened?
            Please speak to the circle as a whole, and not to one person."""

            [[phase]]
            kind = "closing"
            title = "Closing round"
            minutes = 10
            limit = "1m"
            boundary = "10s"
            marks = "off"
            read = """
            We close the circle. One word or one line from each of us, if you like.
            Thank you for your voice and for your silence."""

            """#
    )
}
