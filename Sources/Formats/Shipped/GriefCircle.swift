// Written by Deploy/embed-formats from Protocol/formats/grief-circle.toml: change that file.

extension ShippedFormat {
    static let shippedGriefCircle = ShippedFormat(
        name: "grief-circle",
        toml: #"""
            # Change a copy of this file as your group needs it, then try it: circle-relay format check FILE
            format = 1
            name = "grief-circle"
            title = "Grief circle"
            about = """
            For people who have lost somebody. We name those who died, say how we are, and make room for grief in the way that it comes.
            It takes 90 minutes."""

            agreements = """
            What is said here stays here, and so do the names of those we miss.
            There is no right way to grieve, and no set time for it.
            We do not compare losses. Each one is the whole world to somebody.
            Tears are welcome, and so is laughing.
            We do not try to fix each other or cheer each other up. We listen.
            We do not say that it was for the best, or that it is time to move on.
            We do not describe a death in detail.
            When we speak of suicide, we say that somebody died by suicide. We leave out how and where.
            Nobody is to blame here: not the one who died, and not the one who is left.
            Before a share that may be hard to hear, say so. You may look away or step out for a while.
            You may pass at any time.
            If you think of ending your life, please do not stay alone with it. Type help me now, or call your local emergency number. You will not spoil the meeting for anybody."""

            orientation = """
            Welcome. We are sorry for what brings you here, and glad that you came.
            We begin with a quiet minute. You may light a candle where you are, if you like that.
            Then the stick goes round twice: once to name the person you miss, once to say how you are.
            After that there is open time. Type hand when you would like the stick.
            Press Enter to take it, type done when you have finished, and pass to let it go by.
            You may cry, stop, and go on. The stick waits for you. Nobody will hurry you.
            After your share you can ask for answers. If you do not ask, we will simply be with you.
            If it gets too heavy, type: help me. A facilitator will write to you alone, and a card with numbers to call comes up on your screen at once."""

            [meeting]
            door = "knock"
            late = "boundary"
            entry = "20m"
            bell = "all"
            seats = 12
            facilitators = 2
            quorum = 2

            [[phase]]
            kind = "gather"
            title = "Arriving"
            minutes = 5
            read = """
            Welcome. Take your time to arrive. We begin in a few minutes."""

            [[phase]]
            kind = "read"
            title = "Welcome"
            minutes = 3
            read = """
            Welcome to each of you. We are here because somebody we love has died.
            Some of us lost them a short time ago, some of us long ago. Both have a place here.
            We will not compare. There is no greater and no smaller loss in this circle.
            You may cry here, and you may laugh. You may also say nothing.
            Please leave out pictures and details of how somebody died. They are hard to forget for others.
            If grief makes you think of ending your own life, tell us. Type help me, right then.
            We will be with you, and help you to find people near you who can help today."""

            [[phase]]
            kind = "silence"
            title = "A light"
            minutes = 1
            read = """
            Let us be quiet for a minute. Whoever likes to may light a candle now."""
            prompts = [
                { at = "0:10", text = "Feel the chair that holds you." },
                { at = "0:25", text = "Breathe in. Breathe out, and let your hands be soft." },
                { at = "0:45", text = "Think of the one you miss, or just breathe." },
            ]

            [[phase]]
            kind = "round"
            title = "Those we miss"
            minutes = 12
            limit = "2m"
            boundary = "10s"
            read = """
            The stick goes round. Say the name of the one you miss, who they are to you, and when they died.
            If that is too much today, say just a name, or pass."""

            [[phase]]
            kind = "round"
            title = "Check-in"
            minutes = 16
            limit = "3m"
            boundary = "10s"
            read = """
            The stick goes round once more. How has it been for you since we last met, or these last days?"""

            [[phase]]
            kind = "share"
            title = "Open time"
            minutes = 35
            limit = "6m"
            queue = "fair"
            passing = "called"
            boundary = "10s"
            response = "asked"
            responders = 3
            response-limit = "2m"
            marks = "after"
            read = """
            Now there is open time. Raise your hand when you would like the stick.
            If what you have to say may be hard to hear, tell us first, so that each of us can choose.
            Silence is a share too. We will sit with you."""

            [[phase]]
            kind = "round"
            title = "Days to come"
            minutes = 8
            limit = "1m"
            read = """
            Some days are harder than others: birthdays, holidays, the day it happened.
            Is there such a day ahead of you? One line is enough. We will think of you then."""

            [[phase]]
            kind = "silence"
            title = "Quiet time"
            minutes = 2
            read = """
            Let us be quiet for two minutes, to let it all settle."""
            prompts = [
                { at = "0:15", text = "Put both feet on the floor." },
                { at = "0:30", text = "Look around. Name for yourself three things that you can see." },
                { at = "0:55", text = "Two things that you can hear." },
                { at = "1:15", text = "One thing that you can touch. Touch it." },
                { at = "1:35", text = "Breathe in. Breathe out. You are here." },
            ]

            [[phase]]
            kind = "closing"
            title = "One word"
            minutes = 8
            limit = "1m"
            read = """
            We close with one word from each of us. How do you leave?
            Please do something gentle after this. Eat, walk, call somebody.
            If the next hours get hard, do not stay alone with them. Ask for help right away."""

            """#
    )
}
