// Written by Deploy/embed-formats from Protocol/formats/twelve-step-discussion.toml: change that file.

extension ShippedFormat {
    static let shippedTwelveStepDiscussion = ShippedFormat(
        name: "twelve-step-discussion",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            # Add the texts of your own fellowship where you have leave to use them.
            format = 1
            name = "twelve-step-discussion"
            title = "Twelve-step discussion"
            about = """
            A meeting with a topic: one person opens it, then others share what they know of it.
            Nobody answers anybody's share. The last minutes are kept for those who have not spoken.
            It takes 60 minutes."""

            agreements = """
            What is said here stays here. We do not tell anybody who came.
            We share from our own lives: what hurts, what helps, and what we try.
            We do not answer, correct or praise what somebody else has shared.
            We keep it short, so that many can speak.
            You may pass, and you may come only to listen.
            We do not name drugs, brands or amounts in detail, and we do not describe ways to get hurt.
            If you have used today, please listen today, and talk with somebody afterward.
            Each of us speaks for ourselves alone. Nobody speaks for a whole fellowship.
            If you are in danger, call your local emergency number. In here, type: help me"""

            orientation = """
            Welcome. If this is your first meeting, you do not have to do anything.
            First we are quiet together. Then some texts are read, and somebody opens the topic.
            After that, hands go up. Type hand to raise yours, press Enter to take the stick, type done when you are through.
            We do not answer each other's shares. It may feel odd at first: it is so that you can say what is true without being judged.
            Toward the end there is time for those who have not shared yet.
            If you are afraid that you may use today, type urgent. Only the facilitators see it.
            After the meeting you may stay and talk."""

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
            Welcome. We will start in a few minutes."""

            [[phase]]
            kind = "silence"
            title = "Quiet time"
            minutes = 2
            read = """
            Let us begin with two quiet minutes. Some lines will come by themselves."""
            prompts = [
                { at = "0:10", text = "Let your feet rest on the floor." },
                { at = "0:25", text = "Let your shoulders drop." },
                { at = "0:40", text = "Breathe in slowly, and out a bit more slowly." },
                { at = "1:00", text = "Whatever today was like, you are here now." },
                { at = "1:30", text = "Breathe in. Breathe out." },
                { at = "1:50", text = "When you are ready, come back to the room." },
            ]

            [[phase]]
            kind = "read"
            title = "Opening"
            minutes = 4
            read = """
            Welcome to this meeting. All that you need in order to be here is the wish to get better.
            We talk about what happened to us, and about what makes life better now.
            Telling it as it is helps us. Somebody who hears it may feel less alone.
            There are no bosses here. The one who facilitates only keeps the time and passes the stick.
            While somebody shares, nobody answers. After the share we say thanks and go on.
            Please keep what you hear to yourself. People here trust you with it."""

            [[phase]]
            kind = "read"
            title = "A word to newcomers"
            minutes = 1
            read = """
            If you are new, or new to this meeting, we are glad that you came.
            You may say hello when you share. You do not have to."""

            [[phase]]
            kind = "lead"
            title = "The topic"
            minutes = 8
            limit = "8m"
            read = """
            One of us will now open the topic, for about eight minutes."""

            [[phase]]
            kind = "share"
            title = "Sharing"
            minutes = 30
            limit = "4m"
            queue = "fair"
            passing = "called"
            response = "never"
            marks = "after"
            read = """
            The meeting is open for sharing. You may speak to the topic, or to what you need to say today.
            Please keep to about four minutes.
            If you have shared already, please wait until others had their turn."""

            [[phase]]
            kind = "share"
            title = "Last call"
            minutes = 8
            limit = "2m"
            queue = "strict"
            passing = "called"
            response = "never"
            read = """
            These last minutes are for those who have not shared yet.
            If something weighs on you so much that it cannot wait, now is the time. Raise your hand."""

            [[phase]]
            kind = "read"
            title = "Closing"
            minutes = 2
            read = """
            Thank you all. Each share was one person's view. You need not agree with it to learn from it.
            If you would like to talk more, stay for a while, or get in touch with somebody you trust.
            Nobody has to do this alone. We would be glad to see you again."""

            [[phase]]
            kind = "fellowship"
            title = "After the meeting"
            minutes = 15
            optional = true
            read = """
            The meeting is over, and the stick is put away. You are welcome to stay and talk."""

            """#
    )
}
