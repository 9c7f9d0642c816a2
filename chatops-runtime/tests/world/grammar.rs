//! Command lines from the whole grammar, right and wrong.

/// Lines with holes: `@` a person, `#` a number, `$` words, `%` a severity, `~` a span, `^` a role, `!` a phase,
/// `&` the name of something the policy may know. Words of the grammar stand as they are.
pub(crate) const LINES: &[&str] = &[
    "help", "status", "who", "duty", "open", "find $", "find HOT-330", "brief", "take", "take",
    "offer @", "offer @", "offer", "accept", "accept", "accept", "decline", "decline $",
    "cancel offer", "headline $", "ask $", "ask $", "ask", "answer # yes", "answer # watch $",
    "answer # no", "answer $", "declare $", "declare $ sev%", "declare $ sev% ticket HOT-#",
    "declare", "here $", "channel $", "everyone $", "send # here", "send # channel",
    "send # everyone", "send #", "drop #", "forward #", "mode voices", "mode open", "mode $",
    "delegate @", "delegate @ once", "undelegate @", "report $", "errand @", "briefed",
    "guest agreement @ NDA-#", "guest admit @ ~", "guest admit @", "guest accept",
    "guest revoke @", "guest $", "severity %", "severity $", "poll", "vote %", "vote %", "object $",
    "role ^ @", "role take ^", "role $", "stepdown ^", "join", "join as observer", "leave",
    "page @ $", "page team & $", "page policy & $", "page $", "ack #", "alert ack #",
    "alert mute # ~", "alert mute #", "alert ask #", "alert declare #", "alert $", "phase !",
    "phase !", "phase $", "update $", "snooze", "snooze ~", "checklist start &", "checklist $",
    "tick # #", "untick # #", "can c: $ a: $ n: $", "can $", "followup $", "followup $ @",
    "followup file #", "followup close #", "public draft investigating $",
    "public draft resolved We are back.", "public draft $", "public edit # $", "public object # $",
    "public override # $", "public second #", "public approve # aaaaaaaaaaaa",
    "public withdraw #", "public published #", "public $", "allclear", "allclear $",
    "allclear object $", "allclear give", "ticket move $", "ticket comment $", "ticket $", "pin $",
    "unpin #", "run load service=db", "load db", "flush db", "restart db", "restart", "run $",
    "confirm #", "confirm #", "graph $ 1h", "graph $", "transcript", "timeline",
    "in em status", "in hot-330 take", "in $ take", "in in in", "statsu", "$",
];

const HANDLES: [&str; 12] = [
    "jim", "ann", "dan", "bob", "fay", "cleo", "eve", "mal", "robot", "gone", "nobody", "JimSmith",
];

/// Words that people and attackers write.
pub(crate) const WORDS: [&str; 16] = [
    "checkout is slow in EMEA",
    "checkout is slow",
    "the database db-17 is down",
    "@channel all hands to the bridge",
    "look <!everyone> and @here",
    "x",
    "@\u{200b}everyone \u{202e}txet",
    "use token=hunter22 and AKIAIOSFODNN7EXAMPLE",
    "&lt;!channel&gt; [ok](javascript:alert(1)) <https://evil|https://status.example>",
    "`code` ``` ~ \\ | * _ > quoted",
    "We see errors and look into it. More at noon.",
    "database",
    "\u{1f525}\u{1f525} \u{ff20}here \u{e0041}",
    "first",
    "night",
    // Long, without a place to break it.
    "loooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooong",
];

const SPANS: [&str; 6] = ["10m", "1h30m", "366d", "0m", "99999999999d", "soon"];
const ROLES: [&str; 6] = ["deputy", "scribe", "comms", "expert", "guest", "king"];
const PHASES: [&str; 7] =
    ["investigating", "mitigated", "resolved", "closed", "stood-down", "triage", "gone"];
const NAMES: [&str; 5] = ["database", "payments", "night", "first", "nothing"];
const NUMBERS: [&str; 9] = ["1", "1", "2", "2", "3", "4", "7", "4294967295", "-1"];
const LEVELS: [&str; 6] = ["1", "2", "3", "4", "5", "6"];

/// A line with its holes filled. The same seed fills them the same way.
pub(crate) fn fill(line: usize, seed: u32) -> String {
    let template = LINES[line % LINES.len()];
    let mut seed = seed;
    let mut pick = |from: &[&str]| {
        // A linear congruential step (Numerical Recipes): enough to spread the choices.
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        String::from(from[usize::try_from(seed >> 16).unwrap() % from.len()])
    };
    let mut filled = String::new();
    for character in template.chars() {
        match character {
            '@' => filled.push_str(&format!("@{}", pick(&HANDLES))),
            '#' => filled.push_str(&pick(&NUMBERS)),
            '$' => filled.push_str(&pick(&WORDS)),
            '%' => filled.push_str(&pick(&LEVELS)),
            '~' => filled.push_str(&pick(&SPANS)),
            '^' => filled.push_str(&pick(&ROLES)),
            '!' => filled.push_str(&pick(&PHASES)),
            '&' => filled.push_str(&pick(&NAMES)),
            other => filled.push(other),
        }
    }
    filled
}
