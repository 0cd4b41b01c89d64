/** Things that are no answer at all, under whatever type they come. */
import { type Behaviours, openaiError, page, sends } from "./behaviour.ts";

export const wrongKinds: Behaviours = {
  htmlInsteadOfAnswer: {
    who: "an address without /v1",
    does: sends("text/html", page("Welcome")),
    becomes: { fails: "malformed", says: /web page/ },
  },
  htmlAsEventStream: {
    who: "the same behind a proxy that sets the type",
    does: sends("text/event-stream", page("Sign in")),
    becomes: { fails: "malformed", says: /web page|HTML/ },
  },
  nothingAsEventStream: {
    who: "relays that give up",
    does: sends("text/event-stream", ""),
    becomes: { fails: ["cut-off", "malformed"], says: /nothing|empty|no /i },
  },
  errorJsonAsEventStream: {
    who: "gateways that set the type before they ask",
    does: sends("text/event-stream", JSON.stringify(openaiError("The model is paused by its owner."))),
    becomes: { fails: ["rejected", "server-error"], says: /paused by its owner/ },
  },
  textAsEventStream: {
    who: "proxies",
    does: sends("text/event-stream", "no healthy upstream"),
    becomes: { fails: "malformed", says: /no healthy upstream/ },
  },
  brokenJson: {
    who: "gateways cut by a limit",
    does: sends("application/json", '{"choices":[{"message":{"content":"Riv'),
    becomes: { fails: "malformed", says: /JSON/ },
  },
  numberForAnAnswer: {
    who: "nobody yet",
    does: sends("application/json", "7"),
    becomes: { fails: "malformed", says: /./ },
  },
};
