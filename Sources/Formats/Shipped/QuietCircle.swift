// Written by Deploy/embed-formats from Protocol/formats/quiet-circle.toml: change that file.

extension ShippedFormat {
    static let shippedQuietCircle = ShippedFormat(
        name: "quiet-circle",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            format = 1
            name = "quiet-circle"
            title = "Quiet circle"
            about = """
            A slow meeting. There is a question, and a full minute of silence after each person.
            Each of us can speak once before anybody speaks again. Near the end there is room to talk.
            It takes 60 minutes."""

            agreements = """
            Silence is part of what we share. We do not fill it.
            We speak to the question, out of our own lives.
            We leave time for each of us to speak once before anybody speaks again.
            We leave a minute of silence after each share.
            We do not answer, praise or question what was said.
            We listen with care, also when it is strange to us.
            What is said here stays here.
            You may be silent all the time. That is taking part.
            If you have a question, whisper it to the one who facilitates: begin the line with w and a space.
            If you need help, type: help me. In danger, call your local emergency number."""

            orientation = """
            Welcome. This meeting is mostly quiet, and that is on purpose.
            First we settle down together. Then a question is read out.
            When something in you is ready to be said, type hand. The stick comes to you by itself.
            Press Enter to take it, say it simply, and type done.
            Then there is a minute of silence. Nothing is wrong when nothing happens.
            Near the end the stick is put away for a while, and we can talk.
            If you need the one who facilitates, type: help me"""

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
            Welcome. Please come in quietly. We begin soon."""

            [[phase]]
            kind = "silence"
            title = "Settling down"
            minutes = 5
            read = """
            Let us settle down. Some lines will come by themselves. You need not do anything with them."""
            prompts = [
                { at = "0:15", text = "Sit so that your back is at ease." },
                { at = "0:35", text = "Feel where the chair holds you." },
                { at = "0:55", text = "Let your jaw be loose. Let your hands be open." },
                { at = "1:20", text = "Breathe in for a slow count of four." },
                { at = "1:30", text = "Breathe out for a slow count of six." },
                { at = "1:45", text = "Again: in for four." },
                { at = "1:55", text = "Out for six." },
                { at = "2:10", text = "Now let your breath find its own pace." },
                { at = "2:45", text = "If a thought comes, let it pass by, and come back to your breath." },
                { at = "3:45", text = "Others are sitting here with you, each in their own place." },
                { at = "4:45", text = "In a moment we will hear the question." },
            ]

            [[phase]]
            kind = "read"
            title = "The question"
            minutes = 2
            read = """
            Here is the question that we sit with today. I will write it in the next line.
            Take it with you into the silence. When you are ready to speak, raise your hand."""

            [[phase]]
            kind = "share"
            title = "Out of the silence"
            minutes = 36
            limit = "4m"
            queue = "strict"
            passing = "auto"
            boundary = "60s"
            response = "never"
            marks = "off"
            read = """
            We now share out of the silence. After each share we are quiet for a minute."""

            [[phase]]
            kind = "silence"
            title = "Quiet time"
            minutes = 2
            read = """
            Let us hold what was said in a last silence."""

            [[phase]]
            kind = "open"
            title = "Talking"
            minutes = 8
            read = """
            The stick rests. If you would like to ask something, or to say how this was, you can do so now."""

            [[phase]]
            kind = "read"
            title = "Closing"
            minutes = 2
            read = """
            Thank you for the silence and for the words.
            Take some of the quiet with you. Goodbye."""

            """#
    )
}
