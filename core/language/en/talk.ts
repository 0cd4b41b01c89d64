/** What people write who ask nothing: all in lower case, as they type it. */

const thanks = "thanks thank thx ty tysm cheers appreciated welcome congrats congratulations gg";
const greetings = "hi hello hey yo bye goodbye morning evening night goodnight";
const agreement = "yes yep yeah yup no nope nah ok okay right true exactly agreed agree same indeed sure fair correct";
const praise =
  "wow whoa nice neat cool great good better best awesome amazing brilliant genius perfect excellent impressive impressed clever smart interesting insane wild beautiful cute sweet fun funny funnier funniest hilarious lovely done wins won winner favourite favorite works";
const blame =
  "bad worse worst wrong awful terrible horrible boring weird lame meh ugh nonsense rubbish garbage useless";
const feelings =
  "love loved loving like liked likes prefer preferred enjoy hate hated surprised crying dead dying laughing";
const sounds = "lol lmao lmfao rofl omg wtf haha heh hmm mhm huh oh ah aww yay oops damn gosh hell";

/** Said of answers and models, or to say nothing at all. */
const around =
  "i i'm im i'd i'll me my mine we you your it it's its he she they them their these those this that that's there the a an and or but so too very really quite pretty much more most way just still already also both either neither all any some one ones two b answer answers side model models bot bots guys man dude people everyone is are was were be been does did don't dont not never can can't would say said think thought guess feel find found seem seems looks sounds for to of on in at by far from with here now today vote voted voting have has had got made makes such lot bit even as than other first second clearly definitely absolutely totally obviously honestly actually literally imo imho tbh btw well my god job work one's of";

const list = (...words: string[]) => words.flatMap((some) => some.split(" "));

/** Small talk. */
export const talk = {
  talk: {
    /** Whoever says one of these, and nothing beyond `around`, asks nothing. */
    reactions: list(thanks, greetings, agreement, praise, blame, feelings, sounds),
    around: list(around),
  },
};
