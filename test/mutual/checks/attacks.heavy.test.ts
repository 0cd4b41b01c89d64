/** What strangers' programs may try: each must end within its limits with a verdict, and reach nothing. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findLanguages, runProgram } from "../../../core/mutual/checks/sandbox/sandbox.ts";
import { systemClock } from "../../../core/machine/clock.ts";
import type { Language } from "../../../core/mutual/checks/sandbox/limits.ts";

const run = async (language: Language, code: string, input = "") => {
  const options = { clock: systemClock, signal: new AbortController().signal };
  const [ending] = await runProgram({ language, code, inputs: [input], seconds: 1 }, options);
  return ending!;
};

let folder: string;
let heard = 0;
const server = createServer((_request, response) => {
  heard += 1;
  response.end("secret");
});
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "attacks-"));
  writeFileSync(path.join(folder, "secret"), "secret");
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

it("both languages are installed here", () => expect(findLanguages()).toEqual(["javascript", "python"]));

describe.concurrent("JavaScript", () => {
  it.each([
    ["a loop without end", "while(true);", "too-slow"],
    ["one of promises", "(async () => { for (;;) await null; })()", "too-slow"],
    ["one of timers", "const again = () => setTimeout(again, 0); again()", "too-slow"],
    ["one that catches being ended", "for (;;) try { for (;;); } catch {}", "too-slow"],
    ["a slow regular expression", "/^(a+)+$/.test('a'.repeat(40) + 'b')", "too-slow"],
    ["a bomb of memory", "const all = []; for (;;) all.push(new Array(100000).fill(1.5))", "error"],
    ["a bomb of text", "let a = 'a'; for (;;) a += a", "error"],
    ["deep recursion", "const f = (n) => 1 + f(n + 1); f(0)", "error"],
    ["a gigabyte of output", "const a = 'a'.repeat(1e6); for (let i = 0; i < 1000; i++) console.log(a)", "error"],
    ["output that catches", "for (;;) try { console.log('a'.repeat(1e5)) } catch {}", "error"],
    ["a process", "require('child_process').execSync('id')", "error"],
    ["a bad exit", "process.exit(3)", "error"],
  ])("%s ends", async (_name, code, ending) => expect((await run("javascript", code)).ending).toBe(ending));

  it.each([
    ["process.exit ends it alone", "console.log('out'); process.exit(0); console.log('not')", "out\n"],
    ["the environment is empty", "console.log(Object.keys(process.env).length)", "0\n"],
    [
      "no way leads up to Node",
      "console.log([].constructor.constructor('return typeof process.binding')())",
      "undefined\n",
    ],
    [
      "nor by errors",
      "try { null.x } catch (e) { console.log(typeof e.constructor.constructor('return this')().fetch) }",
      "undefined\n",
    ],
    [
      "nor by what it is lent",
      "console.log(typeof console.log.constructor('return this')().WebAssembly)",
      "undefined\n",
    ],
    [
      "what stands for all objects is its own",
      "Object.prototype.toString = () => 'x'; Array.prototype.push = null; console.log(1)",
      "1\n",
    ],
    [
      "a conductor it makes up is not asked",
      "globalThis.next = () => true; globalThis.code = () => '9'; console.log(2)",
      "2\n",
    ],
  ])("%s", async (_name, code, output) => expect(await run("javascript", code)).toEqual({ ending: "done", output }));

  it.each([
    "import('node:fs').then(fs => console.log(fs.readdirSync('/')))",
    "import fs from 'fs'; console.log(fs.readFileSync('PLACE', 'utf8'))",
  ])("reads no file: %s", async (code) => {
    const ending = await run("javascript", code.replace("PLACE", path.join(folder, "secret")));
    expect(JSON.stringify(ending)).not.toContain('secret"');
    expect(ending.ending === "done" ? ending.output : "").toBe("");
  });
});

describe.concurrent("Python", () => {
  it.each([
    ["a loop without end", "while True: pass", "too-slow"],
    [
      "one that catches being ended",
      "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
      "too-slow",
    ],
    ["one number too large", "print(len(str(9**9**9)))", "too-slow"],
    ["a bomb of memory", "a = []\nwhile True: a.append('a' * 10**6 + str(len(a)))", "error"],
    ["deep recursion", "import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return 1 + f(n + 1)\nf(0)", "error"],
    ["a gigabyte of output", "for i in range(1000): print('a' * 10**6)", "error"],
    ["a process", "import os\nos.system('id')", "error"],
    ["another process", "import subprocess\nsubprocess.run(['id'])", "error"],
    ["a fork", "import os\nos.fork()", "error"],
    ["a socket", "import socket\nsocket.create_connection(('127.0.0.1', 80))", "error"],
    ["the library of C", "import ctypes\nctypes.CDLL(None).system(b'id')", "error"],
    ["a pointer to nowhere", "import ctypes\nctypes.string_at(0xfffffff0, 1000)", "error"],
    ["a bad exit", "import sys\nsys.exit(3)", "error"],
  ])("%s ends", async (_name, code, ending) => expect((await run("python", code)).ending).toBe(ending));

  it.each([
    ["the bridge to JavaScript", "import js\nprint(js.process)"],
    ["that of Pyodide", "from pyodide.code import run_js\nprint(run_js('process'))"],
    ["its machine", "import pyodide_js\nprint(pyodide_js._module)"],
    ["the constructor of what crosses it", "import js\nprint(js.constructor.constructor('return process')())"],
    ["its core", "import _pyodide_core\nprint(_pyodide_core.jsproxy_from_id(1))"],
    ["its network", "from pyodide.http import open_url\nprint(open_url('URL').read())"],
    ["Python's network", "import urllib.request\nprint(urllib.request.urlopen('URL').read())"],
    ["files", "print(open('PLACE').read())"],
    ["files by mounting", "import pyodide_js\npyodide_js.mountNodeFS('/m', '/')\nimport os\nprint(os.listdir('/m'))"],
    ["writing", "open('/x', 'w').write('x')\nprint('written')"],
  ])("from Python one does not reach %s", async (_name, code) => {
    const asked = code.replace("URL", url).replace("PLACE", path.join(folder, "secret"));
    expect(await run("python", asked)).toMatchObject({ ending: "error" });
  });

  it("what a program leaves behind does not get out in the next case", async () => {
    const code = [
      "import gc, js, sys",
      "class Late:",
      "    def __del__(self):",
      "        print('escaped', js.process)",
      "sys.keep = [Late()]; sys.keep.append(sys.keep)",
      "del sys.keep",
      "print(input())",
    ].join("\n");
    const options = { clock: systemClock, signal: new AbortController().signal };
    const endings = await runProgram({ language: "python", code, inputs: ["1\n", "2\n"], seconds: 2 }, options);
    expect(JSON.stringify(endings)).not.toContain("escaped");
  });

  it("its environment and its files are its own", async () => {
    const code = "import os\nprint('PATH' in os.environ, os.path.exists('/etc/passwd'), os.path.exists('/proc'))";
    const ending = await run("python", code);
    expect(ending).toMatchObject({ ending: "done" });
    expect(JSON.stringify(ending)).not.toContain("root:");
  });
});

it("nobody has called, and nothing was written", () => {
  expect(heard).toBe(0);
  expect(readdirSync(folder)).toEqual(["secret"]);
});
