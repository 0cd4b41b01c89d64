/** What a toy has to say about a question, one sentence a thought; the voices differ in what they make of it. */
import type { Draw } from "./draw.ts";
import type { Question, QuestionKind } from "./question.ts";

/** `t` is the topic, `w` and `v` are telling words. */
type Thought = (t: string, w: string, v: string) => string;
type Thoughts = readonly [Thought, Thought, Thought, ...Thought[]];

/** @returns as many different sentences as asked for and there are, at least three, in the question's language. */
export function think(question: Question, draw: Draw, count: number): string[] {
  const known = (question.language === "zh" ? chinese : english)[question.kind];
  const start = draw.whole(0, known.length - 1);
  const [w = question.topic, v = w] = question.words;
  const turned = [...known.slice(start), ...known.slice(0, start)].slice(0, Math.max(count, 1));
  return turned.map((thought) => capitalize(thought(question.topic, w, v)));
}

function capitalize(text: string): string {
  return text.replace(/^[“"]?\p{L}/u, (first) => first.toUpperCase());
}

const generalEnglish: Thoughts = [
  (t, w) => `with “${t}”, most of it comes down to ${w}.`,
  (_t, w) => `begin with what is certain about ${w} and leave the guesses for later.`,
  (_t, w, v) => `look at ${w} together with ${v}, for neither tells the whole story alone.`,
  (_t, w) => `people who know ${w} well disagree about details, rarely about the main point.`,
  (_t, w) => `a small trial with ${w} teaches more than a long debate.`,
];

const generalChinese: Thoughts = [
  (t, w) => `关于“${t}”，关键大多在于${w}。`,
  (_t, w) => `先弄清${w}里确定的部分，再去猜其余的。`,
  (_t, w, v) => `最好把${w}和${v}放在一起看，单看一个容易片面。`,
  (_t, w) => `懂${w}的人常在细节上有分歧，但在大方向上往往一致。`,
  (_t, w) => `围绕${w}做一次小试验，比争论很久更有用。`,
];

const english: Record<QuestionKind, Thoughts> = {
  sum: [
    () => "an estimate first, then the exact figure, guards against slips.",
    () => "brackets come first, then powers, then multiplication and division, then the rest.",
    () => "checking the last digit catches most mistakes.",
  ],
  greeting: [
    () => "hello! What would you like to find out?",
    () => "good to hear from you. Ask away, big questions or small.",
    () => "hi there! A question about anything at all would be a fine start.",
  ],
  translation: [
    (_t, w) => `the sense of “${w}” matters more than its letters, so I would translate the whole sentence at once.`,
    (_t, w) => `“${w}” has a formal and a friendly rendering; the friendly one suits a chat.`,
    (_t, w) => `a literal version of “${w}” would sound stiff, and a free one loses a shade.`,
  ],
  summary: [
    (t) => `in one line: ${t}.`,
    (_t, w) => `the heart of it is ${w}; the rest is decoration.`,
    (_t, w, v) => `it says one thing about ${w} and hints at ${v}.`,
  ],
  code: [
    (_t, w) => `split ${w} into a part that reads, a part that decides and a part that writes.`,
    (_t, w) => `write one failing test for ${w} first; the code nearly follows from it.`,
    (_t, w) => `let ${w} fail early, with a message that says what it expected.`,
    (_t, w, v) => `keep ${w} apart from ${v}, so that either can change alone.`,
  ],
  writing: [
    (_t, w) => `morning came slowly over the ${w}, as if it had all day.`,
    (_t, w, v) => `nobody had asked the ${w} about the ${v}, so it kept its secret.`,
    (_t, w) => `in the end the ${w} stayed, small and bright, where everyone could see it.`,
    (_t, w) => `“that,” said the ${w}, “is a story for another evening.”`,
  ],
  ideas: [
    (_t, w) => `start with the plainest ${w} you can find; it is popular for a reason.`,
    (_t, w) => `try something with ${w} that takes ten minutes and costs nothing.`,
    (_t, w, v) => `combine ${w} with ${v}, which few people do.`,
    (_t, w) => `ask a neighbour what they would do about ${w}.`,
    (_t, w) => `do the opposite of the usual ${w} for once and see what happens.`,
  ],
  choice: [
    (_t, w, v) => `${w} for every day, ${v} for the special occasion.`,
    (_t, w) => `if you must decide today, take ${w}: it is easier to undo.`,
    (_t, w, v) => `${w} asks less of you at the start, ${v} gives more in the end.`,
    (_t, w, v) => `cost and time speak for ${w}, reach and comfort for ${v}.`,
  ],
  why: [
    (t) => `mostly because “${t}” is the result of several small causes that happen to point the same way.`,
    (_t, w) => `the short reason is that ${w} follows the easiest path open to it.`,
    (_t, w, v) => `${w} changes first, and ${v} has to follow.`,
    (_t, w) => `take away one condition and ${w} would look quite different.`,
  ],
  how: [
    (_t, w) => `first get everything for ${w} ready in one place.`,
    (_t, w) => `do a small piece of ${w} and look at the result before going on.`,
    (_t, w, v) => `give ${w} time, and change one thing about ${v} at a time.`,
    (_t, w) => `write down what worked with ${w}, so that the second time is easy.`,
    () => "stop while it is still going well; polishing is where most things break.",
  ],
  meaning: [
    (t, w) => `“${t}” is best understood through an example of ${w} from daily life.`,
    (_t, w) => `by ${w} people usually mean the thing itself together with what it is used for.`,
    (_t, w, v) => `${w} is the general word; ${v} is the case you meet most often.`,
    (_t, w) => `the word ${w} was narrower once and has grown with use.`,
  ],
  other: generalEnglish,
};

const chinese: Record<QuestionKind, Thoughts> = {
  sum: [
    () => "先估算，再求精确值，不容易出错。",
    () => "先算括号，再算乘方，然后乘除，最后加减。",
    () => "核对一下末位数字，能发现大部分错误。",
  ],
  greeting: [
    () => "你好！想了解点什么？",
    () => "很高兴见到你，大问题小问题都可以问。",
    () => "你好呀！随便问一个问题，我们就开始吧。",
  ],
  translation: [
    (_t, w) => `“${w}”重在意思而不在字面，所以我会整句一起译。`,
    (_t, w) => `“${w}”有正式和亲切两种译法，聊天时用亲切的更合适。`,
    (_t, w) => `直译“${w}”会显得生硬，意译又会少一点味道。`,
  ],
  summary: [
    (t) => `一句话：${t}。`,
    (_t, w) => `核心是${w}，其余都是点缀。`,
    (_t, w, v) => `主要讲了${w}，顺带提到${v}。`,
  ],
  code: [
    (_t, w) => `把${w}拆成读取、判断、输出三个部分。`,
    (_t, w) => `先为${w}写一个会失败的测试，代码自然就出来了。`,
    (_t, w) => `让${w}尽早报错，并说明它本来期望什么。`,
    (_t, w, v) => `把${w}和${v}分开，这样各自都能单独修改。`,
  ],
  writing: [
    (_t, w) => `清晨慢慢落在${w}上，好像有一整天可以用。`,
    (_t, w, v) => `没有人问过${w}关于${v}的事，于是它一直守着秘密。`,
    (_t, w) => `最后${w}留了下来，小小的，亮亮的，谁都看得见。`,
    (_t, w) => `“这个嘛，”${w}说，“改天晚上再讲。”`,
  ],
  ideas: [
    (_t, w) => `先从最普通的${w}开始，它受欢迎是有道理的。`,
    (_t, w) => `试一个十分钟就能完成、不花钱的${w}。`,
    (_t, w, v) => `把${w}和${v}结合起来，很少有人这样做。`,
    (_t, w) => `问问身边的人，他们会怎么对待${w}。`,
    (_t, w) => `偶尔反着来一次，看看${w}会怎样。`,
  ],
  choice: [
    (_t, w, v) => `平时选${w}，特别的场合选${v}。`,
    (_t, w) => `如果今天就得决定，选${w}：反悔更容易。`,
    (_t, w, v) => `${w}起步轻松，${v}后劲更足。`,
    (_t, w, v) => `看花费和时间选${w}，看效果和舒适选${v}。`,
  ],
  why: [
    (t) => `主要是因为“${t}”背后有好几个小原因，恰好指向同一个方向。`,
    (_t, w) => `简单说，${w}总是走最省力的那条路。`,
    (_t, w, v) => `先变的是${w}，${v}只好跟着变。`,
    (_t, w) => `少了其中一个条件，${w}就会很不一样。`,
  ],
  how: [
    (_t, w) => `先把${w}需要的东西准备在一起。`,
    (_t, w) => `先做一小步${w}，看看结果再继续。`,
    (_t, w, v) => `给${w}一点时间，关于${v}一次只改一处。`,
    (_t, w) => `把${w}里有效的做法记下来，下次就容易了。`,
    () => "见好就收，很多东西都是在最后修饰时弄坏的。",
  ],
  meaning: [
    (t, w) => `要理解“${t}”，最好从生活里一个${w}的例子开始。`,
    (_t, w) => `人们说${w}时，通常既指它本身，也指它的用处。`,
    (_t, w, v) => `${w}是总的说法，${v}是最常见的情形。`,
    (_t, w) => `${w}这个词原来的意思更窄，后来越用越宽。`,
  ],
  other: generalChinese,
};
