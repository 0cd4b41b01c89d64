import { sentences, type Sentences } from "../../language/index.ts";
import { isInForce } from "../../battle/restrictions.ts";
import type { PostsLeft } from "../../battle/traces.ts";
import type { WaitingQuestion } from "../../arena/held-questions.ts";
import type { PersonalData } from "../../people/store.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { type Button, type PostFile, type Reply, type Sender, textPost } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { describeSaid } from "../profile/demographics.ts";
import { allowButton } from "../battle/consent.ts";
import { actionOf, type Command, type CommandContext } from "../command.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    privacy: CommandWords;
  }
}

type Step = "show" | "policy" | "export" | "erase" | "erase-now" | "share:on" | "share:off";

/** What may be typed behind the command. */
const typedSteps = ["export", "erase", "share:on", "share:off"] as const satisfies Step[];

/**
 * `/privacy [export|erase|share:on|share:off]`: what is held of somebody, all of it to take along, having it forgotten, and
 * whether it may be in open data.
 */
export const privacy: Command = {
  unseen: true,
  async run(context, request, rest) {
    const word = rest.toLowerCase().replace(/^share\s+/u, "share:");
    const step = rest === "" ? "show" : typedSteps.find((one) => one === word);
    if (!step) throw new Refusal(sentences(request.language).refusals.tooManyWords(usage(request)));
    return take(context, request, step);
  },
  async press(context, press, rest) {
    const step = (["policy", "erase-now", ...typedSteps] as const).find((one) => one === rest);
    if (!step) throw new Refusal(sentences(press.language).refusals.unknownAction);
    return take(context, press, step);
  },
};

async function take(context: CommandContext, from: Heard<Sender>, step: Step): Promise<Reply> {
  const words = sentences(from.language);
  const person = context.pseudonyms.of(from.person);
  if (step === "erase") return privately(words.privacy.sure, [button(words.privacy.buttons.eraseNow, "erase-now")]);
  if (step === "erase-now") {
    const { votes, questions, open, posts } = await context.arena.erase(from);
    const left = [...describePosts(posts, words), ...(open > 0 ? [words.privacy.stillOpen(open)] : [])];
    return privately([words.privacy.erased(votes, questions), ...left].join("\n\n"));
  }
  if (step === "share:on" || step === "share:off") return chooseSharing(context, from, step === "share:on");
  if (step === "policy") return privately(words.privacy.policyAttached, [], policyOf(words, context));
  const data = await context.store.people.personalData(person);
  const waitingQuestion = await context.arena.findWaiting(from);
  if (step === "show") {
    const allow = data.settings.mayBeAsked ? [] : [allowButton(from)];
    const told = { ...data, waitingQuestion };
    const share = shareButton(words, data.settings.sharesData);
    return privately(describe(told, words, context), [...buttons(words, context), share, ...allow]);
  }
  const file = { name: "doubleblind-personal-data.json", text: JSON.stringify({ ...data, waitingQuestion }, null, 2) };
  return privately(words.privacy.exported, [], file);
}

/** Holds for exports from now on; what is published already is out of reach, and the answer says so. */
async function chooseSharing(
  { store, pseudonyms }: CommandContext,
  from: Heard<Sender>,
  sharesData: boolean,
): Promise<Reply> {
  const words = sentences(from.language);
  const person = pseudonyms.of(from.person);
  await store.people.savePersonSettings(person, { ...(await store.people.personSettings(person)), sharesData });
  const text = sharesData ? words.privacy.nowSharing : words.privacy.nowNotSharing;
  return privately(text, [shareButton(words, sharesData)]);
}

function shareButton({ privacy: own }: Sentences, sharesData: boolean): Button {
  return sharesData ? button(own.buttons.stopSharing, "share:off") : button(own.buttons.share, "share:on");
}

/** What holds of everybody, for those who keep or publish it. */
function policyOf({ privacy: own }: Sentences, context: CommandContext): PostFile {
  const text = [own.policyTitle, own.what, ...describeKeeping(own, context), own.where, own.openData, own.rights].join(
    "\n\n",
  );
  return { name: "doubleblind-privacy.md", text: `${text}\n` };
}

const day = 24 * 60 * 60_000;

/** How it is kept, and for how long where that is limited. */
function describeKeeping(own: Sentences["privacy"], { encryptsTexts = false, rules: { keepWords } }: CommandContext) {
  return [own.encrypted(encryptsTexts), ...(keepWords === null ? [] : [own.kept(Math.round(keepWords / day))])];
}

function describe(
  data: PersonalData & { waitingQuestion: WaitingQuestion | null },
  words: Sentences,
  context: CommandContext,
): string {
  const { privacyUrl = null, clock } = context;
  const { votes, questions, bankQuestions, settings, tokens, erasedPosts } = data;
  const { privacy: own } = words;
  const held = own.held(votes.length, questions.length, bankQuestions.length);
  const visible = settings.profileVisible ? words.voter.visible : words.voter.hidden;
  return [
    own.title,
    own.what,
    `${held} ${visible} ${describeSaid(settings, words)}`,
    ...(data.waitingQuestion ? [own.waiting] : []),
    own.tokens(tokens),
    ...(settings.mayBeAsked ? [] : [words.consent.isNeverAsked]),
    ...describeRestrictions(data, words, clock.now()),
    ...describePosts(erasedPosts, words),
    ...describeKeeping(own, context),
    own.where,
    own.openData,
    settings.sharesData ? own.sharing : own.notSharing,
    own.rights,
    ...(privacyUrl === null ? [] : [own.policyAt(privacyUrl)]),
  ].join("\n\n");
}

/** That somebody's votes count on no board, or that they are shut out: told to nobody else. */
function describeRestrictions({ votes, restrictions }: PersonalData, { privacy: own }: Sentences, now: Date): string[] {
  const aside = votes.filter((vote) => vote.aside).length;
  const isOut = restrictions.some((one) => one.kind === "shut-out" && isInForce(one, now));
  return [...(aside > 0 ? [own.aside(aside)] : []), ...(isOut ? [own.shutOut] : [])];
}

/** What has been erased and still stands in posts. */
function describePosts({ waiting, unreachable }: PostsLeft, { privacy: own }: Sentences): string[] {
  return [
    ...(waiting > 0 ? [own.postsWaiting(waiting)] : []),
    ...(unreachable > 0 ? [own.postsUnreachable(unreachable)] : []),
  ];
}

function buttons({ privacy: own }: Sentences, { privacyUrl = null }: CommandContext): Button[] {
  const policy = privacyUrl === null ? [button(own.buttons.policy, "policy")] : [];
  return [button(own.buttons.export, "export"), button(own.buttons.erase, "erase"), ...policy];
}

function button(label: string, step: Step): Button {
  return { label, action: actionOf("privacy", step) };
}

function privately(text: string, offered: Button[] = [], file?: PostFile): Reply {
  return { ...textPost(text), buttons: offered, ...(file && { files: [file] }), private: true };
}

function usage({ language }: Heard<Sender>): string {
  return sentences(language).commands.privacy.usage;
}
