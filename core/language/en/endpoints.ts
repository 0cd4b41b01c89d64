/** What is said of endpoints and their models, each of which has been asked. */

const seconds = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 1 });
const dollars = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 2 });

/** What is said of them, in English. */
export const endpoints = {
  title: "Endpoints",
  answered: (model: string, first: number, whole: number) =>
    `${model} answered in ${seconds(whole)} s (first word after ${seconds(first)} s)`,
  account: (answered: string, tokens: number | null, cost: number | null, priced: boolean, withheld: string) => {
    const counted = tokens === null ? "tokens not counted" : `${tokens} tokens`;
    const paid = cost === null ? (priced ? "cost unknown" : "price unknown") : `$${dollars(cost)}`;
    return `${answered}, ${counted}, ${paid}${withheld === "" ? "" : `; asked without what it refuses: ${withheld}`}`;
  },
  cut: (account: string) => `${account}; its answer to a one-word question was cut off at the token limit`,
  raiseMaxTokens: "Raise maxTokens under “generation” in models.json: thinking counts as well.",
  asking: (done: number, total: number) => `Asking the models: ${done} of ${total} heard`,
  offline: (models: string, others: number) =>
    `not asked, because of --offline: ${models}${others === 0 ? "" : ` and ${others.toLocaleString("en")} others`}`,
  idle: (name: string) => `${name} was not asked, because none of its models is active`,
  noAnswer: (model: string, why: string, said: string) =>
    `${model} gives no answer: ${why}${said === "" ? "" : ` (${said})`}`,
  failures: {
    unreachable: { why: "it cannot be reached", mend: "Check that it runs, and that this machine can reach it." },
    unauthorized: {
      why: "the key is refused for this model",
      mend: "Check with the endpoint whether this account may use the model.",
    },
    rejected: {
      why: "the request was refused",
      mend: "Its own message says why. In models.json, put headers it asks for into the endpoint's “headers”, further fields into the model's “body”, and settings it refuses into “unsupported”.",
    },
    "rate-limited": {
      why: "too many requests",
      mend: "Wait a while, lower the endpoint's concurrency, or set its requestsPerMinute.",
    },
    "server-error": {
      why: "the endpoint failed",
      mend: "Try again later; if that does not help, ask whoever runs the endpoint.",
    },
    "no-first-token": {
      why: "no word came in time",
      mend: "If it only needs longer, raise firstTokenSeconds of its endpoint in models.json.",
    },
    stalled: {
      why: "its answer stopped in the middle",
      mend: "Try again later; if that does not help, ask whoever runs the endpoint.",
    },
    "too-slow": {
      why: "its answer was not finished in time",
      mend: "Lower maxTokens under “generation” in models.json, or use a faster endpoint.",
    },
    "cut-off": {
      why: "the connection broke before the answer was whole",
      mend: "Try again later; check whether a proxy between here and the endpoint cuts streams off.",
    },
    malformed: {
      why: "what came back is not a chat answer",
      mend: "Check the endpoint's address, and that it speaks OpenAI's chat completions.",
    },
    empty: {
      why: "its answer had no text",
      mend: "If all of it was thinking, raise maxTokens under “generation” in models.json.",
    },
    filtered: { why: "a content filter refused even this question", mend: "Use another model." },
    "over-budget": {
      why: "a budget has no room for it",
      mend: "Wait until the budget opens again, or raise it.",
    },
    aborted: {
      why: "there was no time left to ask it",
      mend: "Try again with fewer models, or raise the endpoint's concurrency.",
    },
  },
  reasons: {
    challenge: {
      why: "the endpoint is behind a page that checks for a human",
      mend: "Try from another network, or ask whoever runs the endpoint.",
    },
    place: { why: "the endpoint does not serve this country or region", mend: "Use another endpoint for this model." },
    "no-credit": { why: "the account has no credit left", mend: "Top up the account, or leave the model out." },
    "too-large": {
      why: "the request is larger than the endpoint takes",
      mend: "Lower maxTokens under “generation” in models.json, or see what the account allows.",
    },
    blocked: {
      why: "a web page refuses this machine",
      mend: "Look for a firewall or proxy in between, and check the endpoint's address.",
    },
    "no-access": {
      why: "this account may not use it",
      mend: "Ask the endpoint for access, or choose another model.",
    },
    "no-provider": {
      why: "no provider behind the endpoint offers it with these settings",
      mend: "Check the model's “body” in models.json and the account's settings.",
    },
    "no-model": {
      why: "the endpoint does not know it, or serves nothing at this address",
      mend: "Check the model's name and the endpoint's address.",
    },
    "too-long": {
      why: "maxTokens is more than the model allows",
      mend: "Lower maxTokens under “generation” in models.json.",
    },
    overloaded: {
      why: "the endpoint is overloaded or out of service for the moment",
      mend: "Try again later; if that does not help, ask whoever runs the endpoint.",
    },
  },
  responsesOnly: (model: string) =>
    `${model} is offered only through a newer OpenAI interface, not for chat completions`,
  useGateway: "Leave it out, or use a gateway that offers it for chat completions, such as OpenRouter.",
  notForChat: (model: string) => `${model} is not a chat model`,
  leaveOut: "Leave it out.",
  absent: (name: string, model: string, id: string) =>
    `${name} has no model “${model}”${id === model ? "" : ` (${id} in the roster)`}`,
  meant: (closest: string) => `Did you mean “${closest}”?`,
  checkName: "Check the name, or fetch that model on the endpoint.",
  unreachable: (name: string, address: string, reason: string) => `${name} cannot be reached at ${address} (${reason})`,
  checkHost: "There is no such host. Check the address and this machine's connection.",
  checkCertificate:
    "Its certificate is not trusted, or it does not speak TLS. Use http:// where it has none; NODE_EXTRA_CA_CERTS adds an authority of your own.",
  startIt:
    "Start the server. Inside a container 127.0.0.1 is the container itself: use host.docker.internal or the service's name.",
  checkAddress: "Check that it runs, that this machine can reach it, and that the address is right.",
  timedOut: (name: string, address: string) => `${name} at ${address} did not answer in time`,
  tryLater: "Check whether the endpoint works at all, then try again.",
  keyWanted: (name: string) => `${name} needs a key, and none is set`,
  giveKey: (name: string) =>
    `Name an environment variable in apiKeyEnv of endpoints.${name} in the roster, and put the key into that variable.`,
  keyRefused: (name: string) => `${name} refused the key`,
  renewKey: (variables: string) =>
    `Check the key${variables === "" ? "" : ` (${variables})`}: copied whole, still valid, and for this endpoint.`,
  noCredit: (name: string) => `the account at ${name} has no credit left`,
  topUp: "Top up the account, or leave its models out.",
  rateLimited: (name: string) => `${name} answers that it gets too many requests`,
  slowDown: "Wait a while. If that does not help, lower the endpoint's concurrency or set its requestsPerMinute.",
  serverError: (name: string, status: number) => `${name} failed with status ${status}`,
  webPage: (name: string, address: string) => `${name} at ${address} sends a web page instead of an answer`,
  wrongPath: (name: string, address: string) => `${name} serves no models at ${address}`,
  notOpenai: (name: string, address: string) => `${name} at ${address} does not answer as OpenAI's interface does`,
  oversized: (name: string, address: string) =>
    `${name} at ${address} sends far more data than an answer or a list of models needs`,
  addPath: (address: string) => `Correct its address, which may lack /v1: ${address}`,
  checkPath: "Correct the path of its address.",
};
