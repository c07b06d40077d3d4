// Written by Deploy/embed-formats from Protocol/formats/equal-time.toml: change that file.

extension ShippedFormat {
    static let shippedEqualTime = ShippedFormat(
        name: "equal-time",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            # Made for four people. For more of them, make the turns longer or the answers fewer.
            format = 1
            name = "equal-time"
            title = "Equal time"
            about = """
            A small group in which each person has the same time, and the others answer within it.
            Who goes first is drawn, and told before it begins.
            It takes 90 minutes with four people."""

            agreements = """
            Each of us has the same time. You may use all of it, or less.
            In your time you decide what we talk about.
            After your share up to two others may answer you. You may end the answers whenever you like.
            An answer is about the one who shared. It is not a way to take over their time.
            Ask before you give advice.
            What is said here stays here.
            You may pass, and you may only listen.
            We do not describe ways to get hurt.
            We can add to these agreements today, if all of us say yes.
            If you need help, type: help me. In danger, call your local emergency number."""

            orientation = """
            Welcome to a small circle. Each of us gets the same share of the time.
            When it is your turn, the stick is offered to you. Press Enter to take it.
            Write what is on your mind, then type done. Then others may answer you, each for a minute.
            At last the stick comes back to you for a last word.
            If you would only like to listen today, type listen before the turns begin. Your time then goes to the others.
            If you need a facilitator, type: help me"""

            [meeting]
            door = "knock"
            late = "boundary"
            entry = "15m"
            seats = 6
            facilitators = 1
            quorum = 3

            [[phase]]
            kind = "gather"
            title = "Arriving"
            minutes = 5
            read = """
            Welcome! Say hello while we wait for the others."""

            [[phase]]
            kind = "round"
            title = "Opening round"
            minutes = 5
            limit = "1m"
            read = """
            Let us begin with a short round. Who are you today, and what would you like to use your time for?"""

            [[phase]]
            kind = "agree"
            title = "Our agreements"
            minutes = 7
            read = """
            You have read our agreements. Is there something that you need added for today?
            Write it to me alone: begin your line with w and a space. I will read it out.
            Then each of us has a turn of the same length. Who comes when is drawn as the turns begin, and shown to all.
            After each share up to two of us may answer, for one minute each. The last word belongs to the one who shared.
            After the turns there is time for what is still open. Two of us can speak at once then.
            When you can keep what we agreed on, type: agree"""

            [[phase]]
            kind = "round"
            title = "Turns"
            minutes = 46
            limit = "none"
            order = "shuffle"
            split = true
            boundary = "10s"
            response = "always"
            responders = 2
            response-limit = "1m"

            [[phase]]
            kind = "few"
            title = "What is still open"
            minutes = 12
            limit = "1m"
            sticks = 2

            [[phase]]
            kind = "closing"
            title = "Closing round"
            minutes = 15
            limit = "2m"
            read = """
            The last round. What did you get from today, and what is your next small step?"""

            """#
    )
}
