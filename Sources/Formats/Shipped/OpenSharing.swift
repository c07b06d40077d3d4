// Written by Deploy/embed-formats from Protocol/formats/open-sharing.toml: change that file.

extension ShippedFormat {
    static let shippedOpenSharing = ShippedFormat(
        name: "open-sharing",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            format = 1
            name = "open-sharing"
            title = "Open sharing"
            about = """
            A simple meeting: names first, then a long time in which hands go up and people share.
            There is no topic. You bring what you bring.
            It takes 90 minutes."""

            agreements = """
            Leave room for others, and let others leave room for you.
            One at a time. Whoever has the stick is heard to the end.
            What is said here stays here, and so does who was here.
            Speak for yourself and about yourself. Say "I".
            It is fine not to share. Nobody has to explain why.
            No advice about medicine. That belongs to you and the person who treats you.
            No other advice either, unless you are asked.
            Be kind. We do not mock, blame or argue.
            Please do not describe ways to get hurt.
            We are peers, and this is not treatment. In danger, call your local emergency number.
            To get help from a facilitator, type: help me"""

            orientation = """
            Welcome! Most of the time here is for sharing.
            Type hand on a line of its own when you would like to speak. Then wait until the stick is offered.
            Press Enter to take it. Write as many lines as you need, then type done.
            If you change your mind, type pass. To let others go first, type later.
            After your share you can ask for answers from others. If you do not ask, nobody will answer.
            You may stay the whole time and only read.
            To reach the facilitators alone, begin a line with w and a space, or type: help me"""

            [meeting]
            door = "open"
            late = "boundary"
            facilitators = 2
            quorum = 2

            [[phase]]
            kind = "gather"
            title = "Arriving"
            minutes = 5
            read = """
            Welcome! We will begin soon. Make yourself at home."""

            [[phase]]
            kind = "read"
            title = "How we share"
            minutes = 5
            read = """
            Welcome to this meeting. Here is how we do it.
            There is time enough for all of us, if each of us leaves some.
            One person speaks at a time, and we hear them to the end.
            We speak about our own lives. We do not tell others what to do.
            You do not have to share. Reading along is taking part.
            What you read here is not yours to pass on.
            If you need help, type help me, at any time."""

            [[phase]]
            kind = "round"
            title = "Names"
            minutes = 5
            limit = "30s"
            read = """
            Let us hear each other's names. Say your name, and one word for how you are.
            If you would rather not, type pass."""

            [[phase]]
            kind = "share"
            title = "Open sharing"
            minutes = 65
            limit = "5m"
            queue = "fair"
            passing = "called"
            response = "asked"
            responders = 3
            response-limit = "2m"
            read = """
            The floor is open. Raise your hand when you are ready.
            You have about five minutes. If you have shared already, others who have not will go first.
            If you would like answers when you are done, ask for them. If not, we will just thank you."""

            [[phase]]
            kind = "closing"
            title = "Closing round"
            minutes = 10
            limit = "1m"
            read = """
            We are near the end. The stick goes round once more.
            In a line or two: how do you leave, and what is one kind thing that you will do for yourself?"""

            """#
    )
}
