/** As much of Node as programs of competitions read and write with: JavaScript that runs inside the sandbox. */

/**
 * A function of what writes, and of the whole input. It leaves the globals of Node behind, and gives what conducts the
 * program: `next` does the next thing that waits and tells whether there was one; time is not waited for.
 */
export const prelude = String.raw`(function (write, input) {
  "use strict";
  const state = { code: "none", tasks: [], now: 0, count: 0, begun: false };
  const exit = {};
  const leave = (code) => { if (state.code === "none") state.code = String(code ?? 0); throw exit; };
  const later = (task, delay, every) => {
    const id = ++state.count;
    state.tasks.push({ id, at: state.now + Math.max(0, Number(delay) || 0), task, every });
    return id;
  };
  const drop = (id) => { state.tasks = state.tasks.filter((one) => one.id !== id); };
  const next = () => {
    if (state.code !== "none" || state.tasks.length === 0) return false;
    const first = state.tasks.reduce((one, other) => (other.at < one.at ? other : one));
    drop(first.id);
    state.now = first.at;
    if (first.every !== undefined) state.tasks.push({ ...first, at: state.now + first.every });
    first.task();
    return true;
  };
  const inspect = (value, depth = 0) => {
    if (typeof value === "string") return depth === 0 ? value : "'" + value + "'";
    if (typeof value === "bigint") return value + "n";
    if (Object.is(value, -0)) return "-0";
    if (typeof value === "function") return "[Function: " + (value.name || "anonymous") + "]";
    if (typeof value !== "object" || value === null) return String(value);
    if (value instanceof Error) return String(value.stack || value);
    if (depth > 2) return Array.isArray(value) ? "[Array]" : "[Object]";
    const inside = (one) => inspect(one, depth + 1);
    const around = (open, parts, close) => (parts.length === 0 ? open + close : open + " " + parts.join(", ") + " " + close);
    if (Array.isArray(value)) return around("[", value.map(inside), "]");
    if (value instanceof Set) return "Set(" + value.size + ") " + around("{", [...value].map(inside), "}");
    if (value instanceof Map)
      return "Map(" + value.size + ") " + around("{", [...value].map(([key, one]) => inside(key) + " => " + inside(one)), "}");
    return around("{", Object.entries(value).map(([key, one]) => key + ": " + inside(one)), "}");
  };
  const format = (first, ...rest) => {
    if (typeof first !== "string" || !first.includes("%")) return [first, ...rest].map((one) => inspect(one)).join(" ");
    const shown = first.replace(/%[sdifjoO%]/g, (sign) => {
      if (sign === "%%") return "%";
      if (rest.length === 0) return sign;
      const one = rest.shift();
      if (sign === "%d") return String(Number(one));
      if (sign === "%i") return String(parseInt(one));
      if (sign === "%f") return String(parseFloat(one));
      return sign === "%j" ? JSON.stringify(one) : inspect(one);
    });
    return [shown, ...rest.map((one) => inspect(one))].join(" ");
  };
  const log = (...all) => write((all.length === 0 ? "" : format(...all)) + "\n");
  const nothing = () => {};
  const lines = () => {
    const all = input.split(/\r?\n/);
    if (all.at(-1) === "") all.pop();
    return all;
  };
  const emitter = (own) => {
    const heard = new Map();
    const on = (name, listener) => { heard.set(name, [...(heard.get(name) ?? []), listener]); own.heard?.(name); return self; };
    const self = { ...own, on, once: on, addListener: on, removeListener: () => self, off: () => self,
      emit: (name, ...given) => { (heard.get(name) ?? []).slice().forEach((one) => one(...given)); return heard.has(name); } };
    return self;
  };
  let read = false;
  const stdin = emitter({
    fd: 0, isTTY: false, setEncoding: () => stdin, resume: () => stdin, pause: () => stdin, unref: () => stdin,
    read: () => { if (read) return null; read = true; return input; },
    heard: (name) => {
      if (state.begun || (name !== "data" && name !== "end" && name !== "readable")) return;
      state.begun = true;
      later(() => { stdin.emit("readable"); if (!read) { read = true; if (input !== "") stdin.emit("data", input); } });
      later(() => { stdin.emit("end"); stdin.emit("close"); });
    },
    [Symbol.asyncIterator]: async function* () { if (input !== "") yield input; },
  });
  const createInterface = () => {
    const left = lines();
    const waiting = [];
    const state = { closed: false, begun: false };
    const close = () => { if (!state.closed) { state.closed = true; self.emit("close"); } };
    const turn = () => {
      if (state.closed) return;
      if (left.length === 0) return waiting.length > 0 || self.listens ? close() : undefined;
      const line = left.shift();
      const asked = waiting.shift();
      if (asked) asked(line); else self.emit("line", line);
      if (waiting.length > 0 || self.listens) later(turn);
    };
    const self = emitter({
      listens: false, close, setPrompt: nothing, prompt: nothing, pause: () => self, resume: () => self,
      heard: (name) => { if ((name === "line" || name === "close") && !self.listens) { self.listens = true; later(turn); } },
      question: (query, ...rest) => { write(String(query)); waiting.push(rest.at(-1)); later(turn); },
      [Symbol.asyncIterator]: async function* () { while (left.length > 0 && !state.closed) yield left.shift(); close(); },
    });
    return self;
  };
  const isInput = (file) => file === 0 || file === "/dev/stdin" || file === stdin.fd;
  const missing = (what) => { throw new Error(what + " is not in the sandbox."); };
  const readFileSync = (file, options) => {
    if (!isInput(file)) missing("The file " + String(file).slice(0, 100));
    const encoding = typeof options === "string" ? options : options?.encoding;
    if (encoding) return input;
    return { toString: () => input, length: input.length, [Symbol.toPrimitive]: () => input, valueOf: () => input };
  };
  const writeSync = (file, text) => {
    if (file !== 2 && file !== "/dev/stderr") write(String(text));
    return String(text).length;
  };
  const stdout = emitter({ fd: 1, isTTY: false, end: (text) => { if (text !== undefined) write(String(text)); },
    write: (text, ...rest) => { write(String(text)); const after = rest.at(-1); if (typeof after === "function") later(after); return true; } });
  const stderr = emitter({ fd: 2, isTTY: false, end: nothing, write: () => true });
  const readPromise = async (...given) => readFileSync(...given);
  const modules = {
    fs: { readFileSync, writeSync, writeFileSync: writeSync, appendFileSync: writeSync, promises: { readFile: readPromise },
      readFile: (file, ...rest) => { later(() => rest.at(-1)(null, readFileSync(file, typeof rest[0] === "function" ? undefined : rest[0]))); },
      existsSync: isInput },
    "fs/promises": { readFile: readPromise },
    readline: { createInterface, promises: { createInterface } },
    os: { EOL: "\n" },
    util: { inspect: (value) => inspect(value, 1), format, promisify: (of) => (...given) =>
      new Promise((done, fail) => of(...given, (error, value) => (error ? fail(error) : done(value)))) },
    assert: Object.assign((holds, message) => { if (!holds) throw new Error(message ?? "An assertion failed."); }, {}),
    perf_hooks: { performance: { now: () => Date.now() } },
  };
  const promised = () => {
    const own = createInterface();
    const { question } = own;
    return Object.assign(own, { question: (query) => new Promise((done) => question(query, done)) });
  };
  modules["readline/promises"] = { createInterface: promised };
  modules.readline.promises = modules["readline/promises"];
  const require = (name) => {
    const short = String(name).replace(/^node:/, "");
    if (short === "process") return process;
    return Object.hasOwn(modules, short) ? modules[short] : missing("The module " + short.slice(0, 100));
  };
  const process = emitter({ argv: ["node", "program.js"], env: {}, exit: leave, exitCode: undefined, platform: "sandbox",
    stdin, stdout, stderr, nextTick: (task, ...given) => { Promise.resolve().then(() => task(...given)); },
    hrtime: Object.assign(() => [0, 0], { bigint: () => 0n }), memoryUsage: () => ({ heapUsed: 0 }), cwd: () => "/", uptime: () => 0 });
  const module = { exports: {} };
  Object.assign(globalThis, { process, require, module, exports: module.exports, global: globalThis,
    console: { log, info: log, debug: log, error: nothing, warn: nothing, table: log, assert: nothing, time: nothing, timeEnd: nothing },
    setTimeout: (task, delay, ...given) => later(() => task(...given), delay),
    setInterval: (task, delay, ...given) => later(() => task(...given), delay, Math.max(1, Number(delay) || 1)),
    setImmediate: (task, ...given) => later(() => task(...given), 0),
    clearTimeout: drop, clearInterval: drop, clearImmediate: drop,
    queueMicrotask: (task) => { Promise.resolve().then(task); }, performance: modules.perf_hooks.performance,
    structuredClone: (value) => JSON.parse(JSON.stringify(value)) });
  require.main = module;
  return { next, code: () => (state.code === "none" ? String(process.exitCode ?? "none") : state.code), hasLeft: () => state.code !== "none" };
})`;

/** What those modules give by name. */
const names: Record<string, string> = {
  fs: "readFileSync, writeSync, writeFileSync, readFile, promises, existsSync",
  "fs/promises": "readFile",
  readline: "createInterface, promises",
  "readline/promises": "createInterface",
  os: "EOL",
  util: "inspect, format, promisify",
  process: "argv, env, exit, stdin, stdout, stderr, nextTick",
  assert: "",
  perf_hooks: "performance",
};

/** The modules that a program can import, by name, as source. */
export const lentModules: ReadonlyMap<string, string> = new Map(
  Object.entries(names).map(([name, own]) => [
    name,
    `const own = require("${name}");\nexport default own;\n${own === "" ? "" : `export const { ${own} } = own;`}`,
  ]),
);
