// Written by Deploy/embed-formats from Protocol/formats/twelve-step-speaker.toml: change that file.

extension ShippedFormat {
    static let shippedTwelveStepSpeaker = ShippedFormat(
        name: "twelve-step-speaker",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            # Add the texts of your own fellowship where you have leave to use them.
            format = 1
            name = "twelve-step-speaker"
            title = "Twelve-step speaker"
            about = """
            One person tells their story at length. Then others share what they found of themselves in it.
            It takes 60 minutes."""

            agreements = """
            What is said here stays here. We do not tell anybody who came.
            We listen to the speaker to the end. Nobody writes in between.
            Afterward we share about ourselves. We do not judge, praise or question the speaker's story.
            We keep our shares short.
            You may pass, and you may come only to listen.
            We do not describe ways to get hurt, and we do not name amounts.
            If you are in danger, call your local emergency number. In here, type: help me"""

            orientation = """
            Welcome. Today one person tells their story, for about 25 minutes.
            You do not have to do anything while they speak. Just read along.
            Afterward, type hand if you would like to share for a few minutes. Say what you know from your own life.
            Press Enter to take the stick, type done when you are through, or pass to let it go by.
            If you need a facilitator, type: help me"""

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
            minutes = 1
            read = """
            Let us begin with a quiet minute, to arrive."""
            prompts = [
                { at = "0:10", text = "Sit so that you can breathe with ease." },
                { at = "0:25", text = "Breathe in. Breathe out, slowly." },
                { at = "0:50", text = "We begin in a moment." },
            ]

            [[phase]]
            kind = "read"
            title = "Opening"
            minutes = 4
            read = """
            Welcome to this meeting. All that you need in order to be here is the wish to get better.
            Today one of us tells their story. It will take about 25 minutes.
            Please let them speak to the end. There is time to share afterward.
            A story is not a lesson. Take from it what is of use to you.
            What you hear is not yours to pass on.
            If something stirs you up, you can look away for a while, or type help me."""

            [[phase]]
            kind = "lead"
            title = "The speaker"
            minutes = 25
            limit = "25m"
            read = """
            I now pass the stick to our speaker. Thank you for doing this."""

            [[phase]]
            kind = "share"
            title = "What I know of this"
            minutes = 22
            limit = "3m"
            queue = "fair"
            passing = "called"
            response = "never"
            marks = "after"
            read = """
            Thank you for your story.
            Now others may share. What did you hear that you know from your own life?
            Please keep to about three minutes, and speak about yourself."""

            [[phase]]
            kind = "read"
            title = "Closing"
            minutes = 3
            read = """
            Thanks to our speaker, and to all who shared or listened.
            Each share was one person's view. You need not agree with it to learn from it.
            If you are new, please come a few more times before you decide whether this is for you.
            If you feel shaky now, talk with somebody before you go on with your day."""

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
