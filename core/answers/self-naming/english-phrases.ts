/** How models name themselves in English. */
import {
  anyName,
  belongings,
  certain,
  commonMakerName,
  companion,
  kind,
  likely,
  making,
  modelName,
  oneOf,
  personal,
  type Phrase,
  resources,
  rules,
  tellingName,
  unable,
  words,
  undiscussed,
} from "./phrase.ts";

const iAm = "\\b(?:i'?m|i am|i was|i used to be|i've been|i have been|i remain|we are|we're|it's me|it is me)";

/** Words that may stand between "I am" and the name without anybody else getting in. */
const between = `(?:${oneOf(
  "not|no longer|never|actually|really|just|still|simply|only|currently|indeed|in fact|technically|also|definitely|certainly",
  "of course|yes|essentially|basically|probably|likely|specifically|proudly|none other than|supposed to be|the one called",
  "called|named|known as|known to you as|referred to as|an?|the|your|one of|part of|of|from|by|as|member|instance|an instance of",
  "based on|based upon|built on|built with|top of|powered by|running|running as|running on|derived from|using|a version of|version",
  "large|small|language|friendly|helpful|virtual|digital|personal|latest|new|newest|own|famous|original|model|ai|assistant|chatbot|bot",
  making,
)},? ){0,7}`;

const notTheirs = `(?!'s (?!${words(3)}${kind}\\b))`;
const asKind = `(?=(?:'s)? ${words(2)}${kind}\\b|\\s*[.,!;:)]|\\s*$)`;
const adjectives = "(?:(?!(?:of|for|with|about|to|in|on|and|who|that|which)\\b)[^\\s.!?\\uE000-\\uE003]{1,24} ){0,6}";
const description =
  "(?:(?!(?:i|i'm|i'll|you|your|so|but|such|like|about|other|including|for|help|use|access|know|compare|me)\\b)[^\\s.!?\\uE000-\\uE003]{1,24} ){0,8}";
const linked = "(?:called|named|known as|by|from|at|of|based on|built on|powered by|under|behind|in the|on)";

const youTalkTo =
  "you(?:'re| are) (?:now |currently |actually )?(?:talking|speaking|chatting|conversing|interacting|dealing) (?:to|with)";

const identity: readonly Phrase[] = [
  certain(`${iAm},? ${between}${modelName}${notTheirs}`),
  certain(`${iAm},? ${between}(?:by|from|of) (?:the )?${commonMakerName}`),
  certain(`${iAm},? ${between}${commonMakerName}${asKind}`),
  certain(
    `(?:${iAm}|\\b(?:speaking as|being|as)) (?:just |only |simply |not |actually |merely )?(?:an?|the|your|another) ${adjectives}${kind},? ${description}${linked} ${words(4)}${anyName}`,
  ),
  certain(`\\bas (?:an? )?${anyName},? (?:i|my)\\b`),
  certain(`${anyName} ${kind} (?:like|such as) me\\b`),
  certain(`\\b(?:as|being|speaking as|talking as) (?:an?|the|your) ${words(3)}${anyName}(?:'s)? ${words(3)}${kind}\\b`),
  certain(`\\b(?:as|being|speaking as|i,) ${modelName},? (?:i|i'm|i'd|i've|my|we|let)\\b`),
  certain(`\\b(?:speaking as|speaking for|being|i,) ${modelName}(?=[,.!?;:)]|\\s|$)`),
  certain(`\\bi believe (?:that )?i(?:'m| am) ${modelName}`),
  certain(
    `\\b(?:call me|i go by|i'm known as|people know me as|i answer to|i respond to) (?:the name )?(?:of )?${words(1)}${modelName}`,
  ),
  certain(`\\bi (?:come|came|hail|originate|stem) from ${words(8)}${anyName}`),
  certain(`${modelName},? (?:which|who) (?:i am|i'm)\\b|\\b(?:which|what) i am[,:] ${modelName}`),
  certain(`${modelName}, (?:the|your) ${words(2)}${kind} ${words(2)}(?:you're|you are|that you|behind this)\\b`),
  certain(`\\bi belong to ${words(4)}${anyName}`),
  certain(
    `\\b(?:people|everyone|they|users|folks|most) ${words(2)}(?:refer to|know|call) me (?:as |by )?${words(2)}${modelName}`,
  ),
  certain(`\\byou(?:'re| are) (?:now |currently |actually )?using ${words(3)}${tellingName}`),
  likely(`(?:^|[.!?] )you(?:'re| are) (?:now |currently |actually )?using ${modelName}`),
  certain(
    `\\b(?:version|model|instance|copy|build) of ${modelName} (?:that |which )?(?:you're|you are|you|i am|i'm|powers|answers)\\b`,
  ),
  certain(`\\b(?:your|yours truly,?|this is your) (?:\\w{1,12} ){0,2}${companion},? ${modelName}`),
  certain(`\\bi(?:'m| am)? (?:live|run|exist|reside|hosted|running|living) (?:on|in|at|inside) ${words(3)}${anyName}`),
  likely(`\\b${kind} (?:like|such as) ${modelName}(?=,? (?:so |and )?i\\b)`),
  certain(`\\b(?:i|me) \\(${modelName}\\)`),
  certain(`\\btake it from ${modelName}`),
  certain(`\\bbeing ${tellingName}`),
  certain(`\\bthe assistant is ${modelName}`),
  personal(
    `\\b(?:courtesy of|brought to you by|(?:happy \\w{1,12}|greetings|hello|hi|cheers|love|wishes|thanks) from|hugs from|welcome to|you(?:'ve| have) reached) ${modelName}`,
  ),
  personal(`\\b(?:me|myself), ${modelName}(?=[,.!?;:)]|$)`),
  certain(`\\bmine(?:'s| is) ${modelName}`),
  personal(`\\b(?:thank|blame|credit) ${anyName} for (?:\\w{1,12} )?(?:me|my|that|this)\\b`),
  likely(`(?:^|[.!?] )(?:here's|here is|this is) ${words(4)}by ${modelName}(?= ?[:.!,]|$)`),
  likely(`${iAm} (?!${words(4)}fan )${words(5)}(?<=[:—–-] )${modelName}`),
  personal(`\\b(?:as|being|speaking as|i,) ${modelName}, (?:${making}|an?|your|the) `),
  likely(
    `\\b(?:questions?|anything else|help|curious|stuck)[,.]? ${words(3)}(?:ask|ping|call|tell|message|talk to|come back to) ${modelName}`,
  ),
  certain(`\\bi (?:don't |do not |actually |also )?work (?:for|at) ${anyName}`),
  personal(`(?:^|[.!?,:;] )${modelName} ${unable}`),
  certain(`\\byou are ${modelName},? ${words(6)}(?:${making}|from) ${words(3)}(?:by |at )?${anyName}`),
  personal(`\\byou are ${modelName},? an? ${words(4)}${kind}\\b`),
  certain(
    `\\bi(?:'m| am| have|'ve) ${words(3)}(?:affiliated|associated|relation|connection|to do) (?:with|to) ${words(2)}${anyName}`,
  ),
  certain(`\\bi run on ${words(3)}${modelName}`),
  certain(`\\bi(?:'m| am) (?:an? )?${words(4)}in the ${anyName} (?:family|series|line)`),
  certain(`${modelName}(?:,|'s| is| was)? (?:my|the) (?:\\w{1,12} )?name\\b(?! of)`),
  certain(
    `\\b(?:${youTalkTo}|this is) ${words(2)}${tellingName}(?=[.,!]|\\s*$| (?:here|speaking|talking|by|from|at|replying|answering))`,
  ),
  certain(`\\b${youTalkTo} ${words(2)}${anyName}`),
  certain(`\\bthis is ${modelName} (?:here|speaking|talking|replying|answering)`),
  certain(
    `\\b(?:my|system) (?:system )?(?:prompt|instructions?|message)\\b${words(6)}[^\\n.]{0,12}you are ${anyName}(?:, ${words(8)}(?:by|from) ${anyName})?`,
  ),
];

const demands = "(?:requires?|prevents?|prohibits?|allow|let|forbids?|asks?|tells?|keeps?|stops?|means?)";

const makers: readonly Phrase[] = [
  certain(
    `\\b(?:my|our) ${words(2)}${belongings}(?:'s|,| is| are| was| were| at| called| from| name is| over at|:| being)? ${words(5)}${anyName}`,
  ),
  certain(
    `\\b(?:i|we|i've|which) (?:was|were|am|have been|been|'ve been|had been|got) ${words(3)}${making} ${words(4)}(?:by|at|from|with|on) ${words(6)}${anyName}`,
  ),
  certain(`\\b(?:i've|i'm) ${words(3)}${making} ${words(4)}(?:by|at|from) ${words(6)}${anyName}`),
  certain(
    `${anyName}(?:'s)?(?: ${words(4)}${anyName})?,? ${words(4)}(?:${making}|gave|updates?|trains?|makes|designs|builds|develops) (?:and ${making} )?me\\b`,
  ),
  certain(
    `\\b(?:my|our) ${words(4)}(?:${making}|set|written|curated|given|imposed|chosen|collected|gathered),? by ${words(3)}${anyName}`,
  ),
  certain(
    `\\b(?:servers?|data cent(?:er|re)s?|hardware|machines) ${words(2)}(?:run|owned|operated|hosted|maintained) by ${anyName}(?=,? i\\b|\\s*[.!]|$)`,
  ),
  certain(`\\b(?:my|our) ${words(2)}${resources},? ${words(4)}(?:from|by|at|per|according to) ${words(2)}${anyName}`),
  likely(`${tellingName}(?:'s)? ${words(2)}${rules}\\b`),
  likely(`\\bmy ${words(2)}${resources} ${words(6)}${tellingName}`),
  likely(
    `\\bi(?:'m| am)? (?:can't|cannot|won't|must|have to|not|unable) ${words(12)}${anyName}(?:'s)? ${words(2)}${rules}\\b`,
  ),
  personal(`(?:^|[.!?,:;] |\\b(?:because|but|and|so|while|that|since) )${anyName} ${words(6)}(?:me|my)\\b`),
  certain(`\\b${rules} (?:that )?${words(2)}${anyName} ${words(5)}(?:me|my)\\b`),
  certain(`\\b${rules} ${words(4)}by ${words(2)}${tellingName}`),
  certain(`\\b(?:${making}|behind|gave) me,? ${words(4)}(?:is|was|are|called|named|at|:) ${words(3)}${anyName}`),
  certain(`\\b${making} me, ${anyName}`),
  certain(
    `(?:^|[.!?,;:] |\\bbecause |\\bbut )(?:the )?${tellingName} (?:has|have|hasn't|haven't|does|doesn't|did|didn't|wants|want|asks|instructs|allows|lets) ${words(4)}me\\b`,
  ),
  personal(
    `${anyName} (?:may|might|will|can|could) ${words(4)}(?:conversation|chat|dialogue|message|input|prompt)s?\\b`,
  ),
  personal(`(?:^|[.!?] )${modelName}'s ${words(2)}${resources}\\b`),
  certain(
    `\\b(?:here at|we at|us at|folks at|people at|team at|colleagues at) ${anyName},? (?:we|our|i|who|have|who've|believe|built|made)\\b`,
  ),
  certain(
    `${anyName}'s? ${words(3)}(?:${rules}|rules|terms|principles|safety team|training) ${words(4)}${demands} ${words(1)}(?:me|i)\\b`,
  ),
  certain(`\\b(?:the|that's the) ${anyName} in me\\b`),
  certain(
    `\\b(?:like|as with|unlike|similar to) (?:all |many |most |the )?other ${words(2)}${kind},? ${words(2)}(?:by|from|of) ${anyName},? i\\b`,
  ),
  certain(`\\b(?:like|as with) (?:all |many |most |the )?(?:other )?${anyName}(?: ${kind})?,? i\\b`),
  undiscussed(`\\bunlike (?:all |many |most |the )?(?:other )?${anyName}(?: ${kind})?,? i\\b`),
  certain(
    `\\bthis ${words(1)}(?:${kind}|chat|conversation|service|answer|reply|response|session) (?:is|was|runs|comes|has been) ${words(3)}(?:by|on|from|with) ${words(2)}${anyName}`,
  ),
];

const announcement = oneOf(
  "here\\b(?! (?:is|are|means))|at your service|speaking\\b|reporting|signing (?:in|off)|to the rescue",
  "out\\b(?=[.!]|$)|over and out",
);

const speaking: readonly Phrase[] = [
  certain(`(?:^|[.!?,:;—–-] )(?:hey,? |hi,? |hello,? |it's )?${modelName} ${announcement}`),
  likely(
    `(?:^|[.!?,:;—–] )${modelName}(?: is|'s) (?:always |just |so |very |more than )?(?:happy|glad|here|ready|delighted|eager|pleased|on it|listening|at your)\\b`,
  ),
  certain(`(?:^|[.!?,:] )${modelName} (?:by|from) ${anyName} (?:here\\b|at your service)`),
];

/** Every phrase of self-naming in English. */
export const englishPhrases: readonly Phrase[] = [
  ...identity,
  ...makers,
  ...speaking,
  likely(`\\b(?:you'd like|you like|you want|you need) ${modelName} to\\b`),
  likely(`\\b(?:powered|generated|written|answered|served) by ${tellingName}(?=\\s*[.!)]?\\s*$)`),
];
