/* Passing the turn, crash and resume, for three members of one log.
 *
 * What is one `d_step` here is one indivisible step of a relay or of a client; everything else may
 * happen between two steps. The README beside this file says what is left out, and why.
 * Comments name the rule of Protocol/SPEC.md that a step stands for.
 *
 * Switches that set the size: TURNS LINES CRASHES CUTS LIES (how often each may happen), PATIENT (nothing
 * is given up while somebody may still come back), LINKS (room for so many lines in the links both ways;
 * without it what is sent is read at once; the README says why that misses nothing).
 * Switches that break a rule stand in `run`.
 */

#ifndef TURNS
#define TURNS 2
#endif
#ifndef LINES
#define LINES 2
#endif
#ifndef CRASHES
#define CRASHES 2
#endif
#ifndef CUTS
#define CUTS 2
#endif
#ifndef LIES
#define LIES 0
#endif

/* --- The log: what stands under a number */

#define NUMBERS 6               /* TURNS + LINES, and a LOST for each line */
#define FLOOR 1                 /* 1 to 3: the floor goes to this member, under the next turn */
#define LINE 4                  /* 4 and 5: the first and the second line */
#define LOST 6                  /* 6 and 7: the words of that line are given up */

byte event[7];                  /* by number, from 1 */
byte last;                      /* the last number given */
byte safe;                      /* the last number committed (§5.11) */
byte words[2];                  /* by line: 0 the relay has none, 1 those typed, 2 others */
byte turnNow = 1;               /* the floor after the last number (§8.1, §8.2) */
byte holderNow;

#define AMONG(e, limit) ( \
    (event[1] == (e) && limit >= 1) || (event[2] == (e) && limit >= 2) || \
    (event[3] == (e) && limit >= 3) || (event[4] == (e) && limit >= 4) || \
    (event[5] == (e) && limit >= 5) || (event[6] == (e) && limit >= 6))
#define NUMBER(e) ( \
    event[1] == (e) -> 1 : (event[2] == (e) -> 2 : (event[3] == (e) -> 3 : \
    (event[4] == (e) -> 4 : (event[5] == (e) -> 5 : (event[6] == (e) -> 6 : 7))))))

/* What may be shown or answered: what is committed (§5.11). */
#ifdef FANOUT_BEFORE_COMMIT
#define SHOWABLE last
#else
#define SHOWABLE safe
#endif

/* --- The lines that people type */

#define UNTYPED 0
#define OPEN 1                  /* not answered */
#define ACCEPTED 2
#define DRAFT 3                 /* refused, and back with its author */
#define UNSURE 4                /* not answered, but its id is not above LASTID (§6.4) */

byte fate[2];
byte author[2];
byte under[2];                  /* the turn under which it was typed (§7.1) */
bit sent[2];                    /* on the connection there is now */
byte answer[2];                 /* what the relay owes the author for it: */
#define YES 1                   /* OK, when its number is committed */
#define NO 2                    /* stale or not-your-turn */
#define DUPLICATE 3

/* Two lines of one author have the ids 1 and 2, lines of two authors 1 each (§6.1). A line's id is not
 * above the last accepted one if it or a later one of its author was given a number (§6.3). */
#define KNOWN(k, limit) (AMONG(LINE + k, limit) || \
    (k == 0 && fate[1] != UNTYPED && author[1] == author[0] && AMONG(LINE + 1, limit)))

/* --- The members, by number: their client, and their seat at the relay */

byte have[3];                   /* the last number shown */
byte turn[3] = 1;               /* the floor as it is shown */
byte holder[3];
byte kept[3];                   /* lines whose words the client keeps (§5.7), as bits */
byte shown[3];                  /* lines that were shown with their words, as bits */
byte settledAt[3];                    /* where doubt about UNSURE lines ends, 0 if there is none */
bit linked[3] = 1;              /* whether the client has a connection */

#define NOBODY 0
#define THIS 1                  /* the connection the client has */
#define FORMER 2                /* the one it had before; the relay has not noticed */
byte owner[3] = THIS;           /* the connection that holds the seat */
byte cursor[3];                 /* the last number sent on it */
bit back[3] = 1;                /* whether the seat was taken in this run of the relay */

#define BIT(k) (1 << (k))
#define HAS(set, k) (((set) >> (k)) & 1)

/* --- The links */

#define SIT 1
#define SAY 2                   /* 2 and 3: LINE */
#define SUPPLY 4                /* 4 and 5: SUPPLY with words */
#define FORGED 6                /* 6 and 7: SUPPLY with other words */
#define ROOM_UP 2
chan up[3] = [ROOM_UP] of { byte };
chan former[3] = [ROOM_UP] of { byte };  /* what was on its way when the link was lost */

/* To a member: a number, its event, its words; or one of these and a line. */
#define IS_OK 11
#define IS_NO 12
#define IS_DUPLICATE 13
#define IS_NEED 14
#define IS_NEED_LIED 15         /* a member answers this one with other words */
#ifdef LINKS
chan down[3] = [LINKS] of { byte, byte, byte };
#define ROOM(m) (len(down[m]) < LINKS)
#define TELL_OK(m, k) down[m]!IS_OK, k, 0
#define TELL_NO(m, k) down[m]!IS_NO, k, 0
#define TELL_DUPLICATE(m, k) down[m]!IS_DUPLICATE, k, 0
#define TELL_NEED(m, k) down[m]!IS_NEED, k, 0
#define TELL_NEED_LIED(m, k) down[m]!IS_NEED_LIED, k, 0
#define TELL_EVENT(m, x, y, z) down[m]!x, y, z
#define SAY_NOW(m, k) up[m]!SAY + k
#define SUPPLY_NOW(m, k, verb, which) up[m]!verb + k
#define UNREAD(m) (len(down[m]) > 0)
#else
#define ROOM(m) (len(up[m]) == 0)
#define TELL_OK(m, k) read_ok(m, k)
#define TELL_NO(m, k) read_no(m, k)
#define TELL_DUPLICATE(m, k) read_duplicate(m, k)
#define TELL_NEED(m, k) read_need(m, k)
#define TELL_NEED_LIED(m, k) SUPPLY_NOW(m, k, FORGED, 2)
#define TELL_EVENT(m, x, y, z) present(m, x, y, z)
#define SAY_NOW(m, k) serve(m, k, 1)
#define SUPPLY_NOW(m, k, verb, which) supply(m, k, which)
#define UNREAD(m) false
#endif

/* --- How often things may still happen */

byte turns = TURNS, lines = LINES, crashes = CRASHES, cuts = CUTS, lies = LIES;

bit stable[2];                  /* lines of which STABLE was told; on record (§5.7, §5.11) */
byte truth[7];                  /* what was first shown under each number, to anybody */
hidden byte a, b, c, i, j, k;   /* of use within one step only */

#define SEATED(m) (linked[m] && owner[m] == THIS)
/* ACK is read at once: what is taken later is only the step that it allows, STABLE (§5.7). */
#ifdef ABSENT_DO_NOT_COUNT
#define ACKED(m, k) (owner[m] != THIS || have[m] >= NUMBER(LINE + k))
#else
#define ACKED(m, k) (back[m] && have[m] >= NUMBER(LINE + k))
#endif
/* Words are asked for while some seat may not have been shown them (§5.15). What is STABLE everybody was
 * shown, and nobody keeps: its words are never asked for again. */
#ifdef STABLE_NOT_RECORDED
#define SETTLED(k) (ACKED(0, k) && ACKED(1, k) && ACKED(2, k))
#else
#define SETTLED(k) stable[k]
#endif
#define MISSING(k) (words[k] == 0 && AMONG(LINE + k, safe) && !AMONG(LOST + k, last) && !SETTLED(k))

/* ================= The client ================= */

/* Doubt ends when everything is shown that was committed when the seat was taken: a line up to LASTID
 * that has not come until then was refused. */
inline resolve(m)
{
    if
    :: settledAt[m] > 0 && have[m] >= settledAt[m] ->
        settledAt[m] = 0;
        for (j : 0 .. 1) {
            if
            :: fate[j] == UNSURE && author[j] == m ->
                fate[j] = DRAFT; sent[j] = 0; kept[m] = kept[m] & ~BIT(j)
            :: else
            fi
        }
    :: else
    fi
}

inline settle(m, line, how)
{
    if
    :: fate[line] == OPEN || fate[line] == UNSURE -> fate[line] = how
    :: else
    fi;
    sent[line] = 0
}

/* An event is shown, or ignored when it was shown before (§5.5). */
inline present(m, number, what, its)
{
    if
    :: number <= have[m]
    :: else ->
        assert(number == have[m] + 1);                  /* P2: in order, without holes */
        assert(truth[number] == 0 || truth[number] == what); /* P1: §5.3 */
        truth[number] = what;
        printf("member %d is shown event %d\n", m, number);
        have[m] = number;
        if
        :: what < LINE -> turn[m]++; holder[m] = what - FLOOR
        :: what >= LINE && what < LOST ->
            i = what - LINE;
            assert(holder[m] == author[i]);             /* P4: the holder's lines only */
            assert(turn[m] == under[i]);                /* P5: under its own turn */
            assert(fate[i] != DRAFT);                   /* §7.2: a refused line reaches nobody */
            if
            :: its > 0 ->
                assert(its == 1);                       /* §3.9, §5.15: the author's words */
                assert(!HAS(shown[m], i));              /* P2: once */
                shown[m] = shown[m] | BIT(i);
#ifdef COPY_DROPPED_AT_OK
                if
                :: author[i] != m -> kept[m] = kept[m] | BIT(i)
                :: else
                fi
#else
                kept[m] = kept[m] | BIT(i)              /* §5.7 */
#endif
            :: else
            fi;
            if
            :: author[i] == m -> settle(m, i, ACCEPTED)
            :: else
            fi
        :: else                                         /* LOST: the mark stands already */
        fi;
        resolve(m)
    fi
}

inline drain(channel)
{
    do
    :: len(channel) > 0 -> channel?i
    :: len(channel) == 0 -> break
    od
}

inline drop_down(m)
{
#ifdef LINKS
    do
    :: len(down[m]) > 0 -> down[m]?i, _, _
    :: len(down[m]) == 0 -> break
    od
#else
    skip
#endif
}

/* The link is lost. What the client sent may still be read, what it was sent is gone (§1.3). */
inline lose(m)
{
    printf("link of %d is lost\n", m);
    linked[m] = 0;
    settledAt[m] = 0;
    drain(former[m]);
    do
    :: len(up[m]) > 0 -> up[m]?i; former[m]!i
    :: len(up[m]) == 0 -> break
    od;
    drop_down(m);
    owner[m] = (owner[m] == THIS -> FORMER : NOBODY);
    cursor[m] = 0;
    for (j : 0 .. 1) {
        if
        :: author[j] == m -> sent[j] = 0; answer[j] = 0
        :: else
        fi
    }
}

/* ================= The relay ================= */

inline append(what)
{
    last++;
    event[last] = what;
    if
    :: what < LINE -> printf("relay: event %d is FLOOR, turn %d to member %d\n", last, turnNow + 1, what - FLOOR)
    :: what >= LINE && what < LOST -> printf("relay: event %d is line %d\n", last, what - LINE)
    :: else -> printf("relay: event %d is LOST of line %d\n", last, what - LOST)
    fi
}

/* A seat is taken (§5.1); the older connection's unread lines are dropped (§4.7). */
inline sit(m)
{
    printf("relay: member %d sits down\n", m);
#ifndef FANOUT_BEFORE_COMMIT
    assert(have[m] <= safe);                            /* §5.17: nobody was shown more than stands */
#endif
#ifndef NO_CONNECTION_FENCE
    drain(former[m]);
#endif
    owner[m] = THIS;
    cursor[m] = have[m];
    back[m] = 1;
    for (j : 0 .. 1) {
        if
        :: author[j] == m && fate[j] == UNSURE -> settledAt[m] = safe
        :: else
        fi
    }
    resolve(m)
}

#ifdef NO_TURN_FENCE
#define IN_TIME(k) true
#else
#define IN_TIME(k) (under[k] == turnNow)
#endif

/* A line comes in (§6.3, §7.1, §7.2). */
inline serve(m, line, isThis)
{
    printf("relay reads line %d of member %d\n", line, m);
    if
#ifndef NO_DEDUPE
    :: KNOWN(line, last) ->
        /* The relay knows its answers until it restarts. */
        answer[line] = (AMONG(LINE + line, last) && words[line] > 0 -> YES : DUPLICATE)
#endif
    :: else ->
        if
        :: holderNow == m && IN_TIME(line) && last < NUMBERS ->
            assert(fate[line] != DRAFT);                /* P5: refused is refused for good */
            append(LINE + line);
            words[line] = 1;
            answer[line] = YES
        :: else -> answer[line] = NO
        fi
    fi;
    if
    :: isThis
    :: else -> answer[line] = 0                         /* nobody is there to read it */
    fi
}

/* Words come back. Only those whose check is the recorded one are taken (§5.15). */
inline supply(m, line, which)
{
    if
    :: MISSING(line) && which == 1 ->
        words[line] = 1;
        printf("member %d supplies the words of line %d\n", m, line)
#ifdef NO_CHECK
    :: MISSING(line) && which == 2 -> words[line] = 2
#endif
    :: else                                             /* mismatch, or no longer needed */
    fi
}

/* What a connection sent is served, in order. */
inline serve_any(m, what, isThis)
{
    if
    :: what == SIT && isThis -> sit(m)
    :: what == SIT && !isThis ->
        /* An older connection sits down after a newer one: only without the fence (§4.7). */
        if
        :: owner[m] == NOBODY || linked[m] == 0 -> owner[m] = FORMER
        :: else ->
#ifdef NO_CONNECTION_FENCE
            owner[m] = FORMER
#endif
        fi
    :: what >= SAY && what < SUPPLY -> serve(m, what - SAY, isThis)
    :: what >= SUPPLY && what < FORGED -> supply(m, what - SUPPLY, 1)
    :: what >= FORGED -> supply(m, what - FORGED, 2)
    fi
}

/* A new connection: WELCOME tells LASTID, SIT follows. The client sends again what was not answered and
 * has an id above LASTID (§4.8, §6.4). */
#ifdef WELCOME_BEFORE_COMMIT
#define TOLD last
#else
#define TOLD safe
#endif
inline connect(m)
{
    linked[m] = 1;
    printf("member %d connects\n", m);
    for (j : 0 .. 1) {
        if
        :: author[j] == m && (fate[j] == OPEN || fate[j] == UNSURE) ->
            if
            :: KNOWN(j, TOLD) ->
#ifdef LASTID_MEANS_ACCEPTED
                fate[j] = ACCEPTED
#else
                fate[j] = UNSURE
#endif
            :: else -> fate[j] = OPEN
            fi
        :: else
        fi
    }    ;
#ifndef LINKS
    /* Only what is left of a former connection can come between. */
    if
    :: len(former[m]) == 0 -> sit(m)
    :: else -> up[m]!SIT
    fi
#else
    up[m]!SIT
#endif
}

/* A client reads what it was sent. */
inline read_ok(m, line)
{
    printf("member %d reads OK for line %d\n", m, line);
    settle(m, line, ACCEPTED);
#ifdef COPY_DROPPED_AT_OK
    kept[m] = kept[m] & ~BIT(line)
#endif
}
inline read_no(m, line)
{
    printf("member %d reads FAIL stale for line %d\n", m, line);
    settle(m, line, DRAFT);
    kept[m] = kept[m] & ~BIT(line)
}
inline read_duplicate(m, line)                          /* §6.3 */
{
    printf("member %d reads FAIL duplicate for line %d\n", m, line);
#ifdef DUPLICATE_MEANS_ACCEPTED
    settle(m, line, ACCEPTED)
#else
    if
    :: fate[line] == OPEN -> fate[line] = UNSURE; sent[line] = 0; settledAt[m] = safe; resolve(m)
    :: else
    fi
#endif
}
inline read_need(m, line)                               /* §5.15 */
{
    if
    :: HAS(kept[m], line) -> SUPPLY_NOW(m, line, SUPPLY, 1)
    :: else
    fi
}
#ifdef LINKS
inline hear(m, x, y, z)
{
    if
    :: x <= NUMBERS -> present(m, x, y, z)
    :: x == IS_OK -> read_ok(m, y)
    :: x == IS_NO -> read_no(m, y)
    :: x == IS_DUPLICATE -> read_duplicate(m, y)
    :: x == IS_NEED -> read_need(m, y)
    :: x == IS_NEED_LIED -> SUPPLY_NOW(m, y, FORGED, 2)
    fi
}
#endif

/* Without LINKS some steps are taken at once that change nothing for anybody else: a FLOOR is shown to
 * those who do not hold the stick, LOST to everybody; who lost their link comes back unless something of
 * theirs is still on its way or not committed. The README says why nothing is missed by that. */
#ifdef LINKS
#define AT_ONCE(m) false
#define COME_BACK(m) skip
#define CATCH_UP(m) skip
#else
#define AT_ONCE(m) (SEATED(m) && cursor[m] < safe \
    && (event[cursor[m] + 1] >= LOST || (event[cursor[m] + 1] < LINE && holder[m] != m)))
#define RACES(m, k) (author[k] == m && AMONG(LINE + k, last) && !AMONG(LINE + k, safe))
#define COME_BACK(m) come_back(m)
#define CATCH_UP(m) catch_up(m)
inline catch_up(m)
{
    do
    :: AT_ONCE(m) ->
        cursor[m]++;
        present(m, cursor[m], event[cursor[m]], 0)
    :: else -> break
    od
}
inline come_back(m)
{
    if
    :: len(former[m]) > 0 || RACES(m, 0) || RACES(m, 1)
    :: else -> connect(m); catch_up(m)
    fi
}
#endif

/* The process ends and its next run begins (§5.13, §5.15): the uncommitted tail, all words and all
 * connections are gone. */
inline crash()
{
    do
    :: last > safe -> event[last] = 0; last--
    :: else -> break
    od;
    printf("relay dies and starts again with %d events\n", last);
    turnNow = 1;
    holderNow = 0;
    for (k : 1 .. NUMBERS) {
        if
        :: k <= last && event[k] < LINE -> turnNow++; holderNow = event[k] - FLOOR
        :: else
        fi
    }
    for (k : 0 .. 2) {
        lose(k);
        drain(former[k]);
        owner[k] = NOBODY;
        cursor[k] = 0;
        back[k] = 0
    }
    words[0] = 0;
    words[1] = 0;
    COME_BACK(0);
    COME_BACK(1);
    COME_BACK(2)
}

#ifdef PATIENT
#define EMPTY_HANDED(m, k) (SEATED(m) && !HAS(kept[m], k) && !UNREAD(m) && len(up[m]) == 0)
#define GIVEN_UP(k) (EMPTY_HANDED(0, k) && EMPTY_HANDED(1, k) && EMPTY_HANDED(2, k))
#else
#define GIVEN_UP(k) true        /* 20 seconds may be over at any moment */
#endif

/* ================= Steps ================= */

#define NEXT(m) event[cursor[m] + 1]
/* An event without its words holds back itself and what follows (§5.15), until LOST is committed (§5.16). */
#define READY(m) (NEXT(m) < LINE || NEXT(m) >= LOST || \
    words[NEXT(m) - LINE] > 0 || AMONG(NEXT(m) - LINE + LOST, safe))
/* The author is asked first, others after it (§5.15). */
#define ASKABLE(m, k) (SEATED(m) && HAS(kept[m], k))
#define IN_LINE(m, k) (author[k] == m || !ASKABLE(author[k], k))
/* When each step may be taken. */
#define CAN_FLY(m, k) (linked[m] && author[k] == m && fate[k] == OPEN && !sent[k] && len(up[m]) < ROOM_UP \
    && !(k == 1 && author[0] == m && fate[0] == OPEN && !sent[0]))
#ifdef LINKS
#define CAN_SAY(m, k) CAN_FLY(m, k)
#else
#define CAN_SAY(m, k) (SEATED(m) && CAN_FLY(m, k))
#endif
#define OWES(m, k, what) (SEATED(m) && author[k] == m && answer[k] == what && ROOM(m))
#define CAN_ACCEPT(m, k) (OWES(m, k, YES) && NUMBER(LINE + k) <= SHOWABLE)
#define CAN_REFUSE(m, k, what) (OWES(m, k, what) && SHOWABLE == last)
/* Asking somebody who has nothing changes nothing, and is left out. */
#define CAN_ASK(m, k) (MISSING(k) && ASKABLE(m, k) && IN_LINE(m, k) && !UNREAD(m) && len(up[m]) == 0)
#define CAN_ASK_LIAR(m, k) (lies > 0 && MISSING(k) && m == 2 && SEATED(m) && author[k] != m \
    && !UNREAD(m) && len(up[m]) == 0)
#define CAN_TELL(m) (SEATED(m) && cursor[m] < SHOWABLE && READY(m) && ROOM(m))
#define CAN_SETTLE(k) (!stable[k] && ACKED(0, k) && ACKED(1, k) && ACKED(2, k) && AMONG(LINE + k, safe))
#define CAN_GIVE_UP(k) (MISSING(k) && GIVEN_UP(k) && last < NUMBERS)

#define LINE_RESTS(m, k) (!CAN_SAY(m, k) && !CAN_ACCEPT(m, k) && !CAN_REFUSE(m, k, NO) \
    && !CAN_REFUSE(m, k, DUPLICATE) && !CAN_ASK(m, k))
#define MEMBER_RESTS(m) (linked[m] && len(up[m]) == 0 && len(former[m]) == 0 && !UNREAD(m) && !CAN_TELL(m) \
    && LINE_RESTS(m, 0) && LINE_RESTS(m, 1))
/* Nothing is left to do but what people and accidents begin. */
#define RESTS (safe == last && MEMBER_RESTS(0) && MEMBER_RESTS(1) && MEMBER_RESTS(2) \
    && !CAN_SETTLE(0) && !CAN_SETTLE(1) && !CAN_GIVE_UP(0) && !CAN_GIVE_UP(1))

/* What concerns one line of one member. */
#define LINE_STEPS(k) \
    /* Lines go in the order in which they were typed, with the turn they were typed under (§7.1). */ \
    :: d_step { CAN_SAY(m, k) -> sent[k] = 1; SAY_NOW(m, k); skip } \
    /* Answers wait for the commit (§5.11). */ \
    :: d_step { CAN_ACCEPT(m, k) -> answer[k] = 0; TELL_OK(m, k); skip } \
    :: d_step { CAN_REFUSE(m, k, NO) -> answer[k] = 0; TELL_NO(m, k); skip } \
    :: d_step { CAN_REFUSE(m, k, DUPLICATE) -> answer[k] = 0; TELL_DUPLICATE(m, k); skip } \
    /* NEED (§5.15). */ \
    :: d_step { CAN_ASK(m, k) -> TELL_NEED(m, k); skip } \
    :: d_step { CAN_ASK_LIAR(m, k) -> lies--; TELL_NEED_LIED(m, k); skip }

#define m _pid
active [3] proctype Member()
{
end:
    do
    /* Somebody who sees the stick in their hand types a line, with a link or without. */
    :: d_step { lines > 0 && holder[m] == m ->
        lines--;
        k = (fate[0] == UNTYPED -> 0 : 1);
        printf("member %d types line %d under turn %d\n", m, k, turn[m]);
        fate[k] = OPEN; author[k] = m; under[k] = turn[m]; kept[m] = kept[m] | BIT(k) }
    LINE_STEPS(0)
    LINE_STEPS(1)
    /* The next event of the log (§5.4). */
    :: d_step { CAN_TELL(m) ->
        cursor[m]++;
        a = event[cursor[m]];
        b = cursor[m];
        if
        :: a >= LINE && a < LOST && !AMONG(a - LINE + LOST, safe) -> c = words[a - LINE]
        :: else -> c = 0
        fi;
        TELL_EVENT(m, b, a, c);
        CATCH_UP(m);
        skip }
#ifdef LINKS
    :: d_step { len(down[m]) > 0 && len(up[m]) < ROOM_UP -> down[m]?a, b, c; hear(m, a, b, c); skip }
#endif
    /* The relay reads. */
    :: d_step { len(up[m]) > 0 -> up[m]?a; serve_any(m, a, 1); CATCH_UP(m); skip }
    :: d_step { len(former[m]) > 0 -> former[m]?a; serve_any(m, a, 0); skip }
    /* Links. */
    :: d_step { cuts > 0 && linked[m] -> cuts--; lose(m); COME_BACK(m); skip }
#ifndef LINKS
    /* … while one line, or two, were on their way. */
    :: d_step { cuts > 0 && CAN_FLY(m, 0) -> cuts--; up[m]!SAY; lose(m); skip }
    :: d_step { cuts > 0 && CAN_FLY(m, 1) -> cuts--; up[m]!SAY + 1; lose(m); skip }
    :: d_step { cuts > 0 && CAN_FLY(m, 0) && author[1] == m && fate[1] == OPEN && len(up[m]) == 0
        -> cuts--; up[m]!SAY; up[m]!SAY + 1; lose(m); skip }
#endif
    :: d_step { !linked[m] && len(up[m]) < ROOM_UP -> connect(m); CATCH_UP(m); skip }
    od
}
#undef m

#define GIVE(h) d_step { turns > 0 && last < NUMBERS \
    -> turns--; append(FLOOR + h); turnNow++; holderNow = h }
#define GIVE_UP(k) d_step { CAN_GIVE_UP(k) -> a = stable[k]; lose_words(k); skip }
/* STABLE is on record before it is told; then the words are kept no longer (§5.7). */
#define SETTLE(k) d_step { CAN_SETTLE(k) -> stable[k] = 1; printf("relay: line %d is STABLE\n", k); \
    kept[0] = kept[0] & ~BIT(k); kept[1] = kept[1] & ~BIT(k); kept[2] = kept[2] & ~BIT(k) }
inline lose_words(k)
{
    assert(a == 0);                     /* P3: nothing is LOST that everybody was shown and nobody keeps */
#ifdef PATIENT
    assert(false);                      /* P3: while everybody comes back, no line is lost */
#endif
    append(LOST + k)
}

active proctype Relay()
{
#ifdef ENDLESS
end:
#endif
    do
    /* The turn changes: by the holder, by a facilitator, or because a grace ran out (§8.2). The members
     * 1 and 2 are alike at first, so the first change goes to 0 or 1. */
    :: GIVE(0)
    :: GIVE(1)
    :: d_step { turns > 0 && turns < TURNS && last < NUMBERS
        -> turns--; append(FLOOR + 2); turnNow++; holderNow = 2 }
    :: d_step { safe < last -> safe++; printf("relay commits %d\n", safe);
        CATCH_UP(0); CATCH_UP(1); CATCH_UP(2); skip }
    :: GIVE_UP(0)
    :: GIVE_UP(1)
    :: d_step { crashes > 0 -> crashes--; crash(); skip }
    :: SETTLE(0)
    :: SETTLE(1)
#ifndef ENDLESS
    /* Whenever everything has come to rest, this holds. */
    :: d_step { RESTS ->
        for (k : 0 .. 2) {
            assert(linked[k] && owner[k] == THIS && have[k] == last); /* P3: everybody has the whole log */
        }
        for (j : 0 .. 1) {
            if
            :: fate[j] == UNTYPED
            :: else ->
                a = (AMONG(LINE + j, last) -> ACCEPTED : DRAFT);
                b = (AMONG(LOST + j, last) -> 7 : BIT(0) * HAS(shown[0], j)
                    + BIT(1) * HAS(shown[1], j) + BIT(2) * HAS(shown[2], j));
                assert(fate[j] == a);       /* P6: each line has its verdict, and its author knows it */
                assert(a == DRAFT || b == 7) /* P3: what was accepted is shown to everybody, or marked LOST */
            fi
        };
        skip }
#endif
    od
}
