/** scripts/run.mjs as people meet it: a fresh clone, a second start, mistakes, signals, sudden ends. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createSmallProject, ending, nextOutput, quietEnvironment, type SmallProject } from "./small-project.ts";

const made: SmallProject[] = [];
function fresh(): SmallProject {
  const project = createSmallProject();
  made.push(project);
  return project;
}
function installed(project: SmallProject): string[] {
  return readdirSync(join(project.root, "node_modules")).filter((name) => !name.startsWith("."));
}

/** Set up once; tests that change what is installed make their own. */
let ready: SmallProject;
let firstTime: Awaited<ReturnType<SmallProject["run"]>>;
beforeAll(async () => {
  ready = createSmallProject();
  firstTime = await ready.run(["echo", "two words", "--flag"]);
});
afterAll(() => ready.remove());
afterEach(() => {
  for (const project of made.splice(0)) project.remove();
});

describe("a verb", () => {
  it("runs after the set-up, which speaks on stderr only", () => {
    expect(firstTime).toMatchObject({ code: 0, stdout: `["two words","--flag"]\n` });
    expect(firstTime.stderr).toMatch(/installing packages[^]*done in [^]*set up/);
  });

  it("runs at once, without a word, the second time", async () => {
    expect(await ready.run(["echo"])).toEqual({ code: 0, signal: null, stdout: "[]\n", stderr: "" });
  });

  it("start is bots/main.ts, with what .env says unless the environment says otherwise", async () => {
    expect((await ready.run(["start"])).stdout).toBe("started without PORT\n");
    ready.write(".env", "PORT=1234\n");
    expect((await ready.run(["start"])).stdout).toBe("started 1234\n");
    expect((await ready.run(["start"], { PORT: "99" })).stdout).toBe("started 99\n");
  });

  it("test is vitest, with the arguments passed on", async () => {
    const light = `["run","--project=light","test/bots","-t","a name"]\n`;
    expect((await ready.run(["test", "test/bots", "-t", "a name"])).stdout).toBe(light);
    expect((await ready.run(["test:all", "test/bots"])).stdout).toBe(`["run","test/bots"]\n`);
  });

  it("gives its exit code", async () => {
    expect(await ready.run(["fail"])).toMatchObject({ code: 7, signal: null });
  });

  it("gives the signal that ended it", async () => {
    expect(await ready.run(["fall"])).toMatchObject({ code: null, signal: "SIGTERM" });
  });

  it.each([
    ["unknown", ["deploy"], `There is no "deploy"`],
    ["missing", [], "Say what to run"],
    ["a path", ["../bots/main"], "There is no"],
    ["a name that every object has", ["constructor"], "There is no"],
  ])("that is %s is refused before anything is set up, with the list of those there are", async (_, args, sentence) => {
    const project = fresh();
    const { code, stdout, stderr } = await project.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr).toContain("echo, fail, fall, format, generate, install, start, test, test:all, wait");
    expect(existsSync(join(project.root, "node_modules"))).toBe(false);
  });
});

describe("the set-up", () => {
  it("is done again where packages were deleted or have changed", async () => {
    const project = fresh();
    await project.run(["echo"]);
    rmSync(join(project.root, "node_modules"), { recursive: true });
    expect((await project.run(["echo"])).stderr).toMatch(/installing packages/);
    project.write("package-lock.json", `${readFileSync(join(project.root, "package-lock.json"), "utf8")}\n`);
    expect((await project.run(["echo"])).stderr).toMatch(/installing packages/);
  });

  it("brings what runs the arena; tests add theirs beside it, and nothing takes them away again", async () => {
    const project = fresh();
    await project.run(["start"]);
    expect(installed(project)).toEqual(["hono"]);
    const untouched = join(project.root, "node_modules/.untouched");
    writeFileSync(untouched, "");
    const lock = readFileSync(join(project.root, "package-lock.json"), "utf8");

    expect((await project.run(["test"])).stderr).toMatch(/installing packages, those for development as well/);
    expect([installed(project), existsSync(untouched)]).toEqual([["hono", "vitest"], true]);
    expect(readFileSync(join(project.root, "package-lock.json"), "utf8")).toBe(lock);
    for (const verb of ["start", "test"]) expect((await project.run([verb])).stderr).toBe("");

    project.write("package-lock.json", `${lock}\n`);
    expect((await project.run(["start"])).stderr).toMatch(/installing packages/);
    expect(installed(project)).toEqual(["hono", "vitest"]);
    expect((await project.run(["test"])).stderr).toBe("");
  });

  it("leaves what runs the arena in order where what tests need cannot be had", async () => {
    const project = fresh();
    const farAway = { "far-away": "1.0.0" };
    const lock = JSON.parse(readFileSync(join(project.root, "package-lock.json"), "utf8"));
    const resolved = "http://127.0.0.1:9/far-away-1.0.0.tgz";
    lock.packages["node_modules/far-away"] = { version: "1.0.0", resolved, dev: true };
    Object.assign(lock.packages[""].devDependencies, farAway);
    project.write("package-lock.json", JSON.stringify(lock));
    const manifest = JSON.parse(readFileSync(join(project.root, "package.json"), "utf8"));
    Object.assign(manifest.devDependencies, farAway);
    project.write("package.json", JSON.stringify(manifest));

    expect(await project.run(["start"])).toMatchObject({ code: 0 });
    expect(await project.run(["test"])).toMatchObject({ code: 1, stdout: "" });
    expect(await project.run(["start"])).toMatchObject({ code: 0, stderr: "" });
  });

  it("happens once when two start together on a fresh clone", async () => {
    const project = fresh();
    const [one, other] = await Promise.all([project.run(["echo", "1"]), project.run(["test", "2"])]);
    expect([one.stdout, other.stdout]).toEqual([`["1"]\n`, `["run","--project=light","2"]\n`]);
    expect(installed(project)).toEqual(["hono", "vitest"]);
    expect(`${one.stderr}${other.stderr}`).toMatch(/another set-up of this checkout is under way \(process \d+\)/);
    expect(readdirSync(join(project.root, ".tools"))).toEqual([]);
  });

  it("does not wait for one that was killed", async () => {
    const project = fresh();
    const { pid } = spawnSync(process.execPath, ["--eval", ""]);
    const lock = join(project.root, ".tools/set-up.lock");
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, "owner.json"), JSON.stringify({ host: hostname(), pids: [pid] }));
    expect(await project.run(["echo"])).toMatchObject({ code: 0, stdout: "[]\n" });
    expect(existsSync(lock)).toBe(false);
  });

  it("says what to do when npm cannot reach the packages, and takes nothing half done for whole", async () => {
    const project = fresh();
    const lock = JSON.parse(readFileSync(join(project.root, "package-lock.json"), "utf8"));
    const whole = JSON.stringify(lock);
    lock.packages["node_modules/far-away"] = { version: "1.0.0", resolved: "http://127.0.0.1:9/far-away-1.0.0.tgz" };
    lock.packages[""].dependencies["far-away"] = "1.0.0";
    project.write("package-lock.json", JSON.stringify(lock));
    const manifest = JSON.parse(readFileSync(join(project.root, "package.json"), "utf8"));
    manifest.dependencies["far-away"] = "1.0.0";
    project.write("package.json", JSON.stringify(manifest));

    const failed = await project.run(["echo"]);
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect(failed.stderr).toMatch(/npm could not install the packages \(exit code \d+\).*internet/);
    expect(failed.stderr).not.toMatch(/at .*\.mjs:\d+/);

    delete manifest.dependencies["far-away"];
    project.write("package.json", JSON.stringify(manifest));
    project.write("package-lock.json", whole);
    expect(await project.run(["echo"])).toMatchObject({ code: 0, stdout: "[]\n" });
  });

  it("can be all that is asked for, and fails where it does not succeed", async () => {
    const project = fresh();
    expect(await project.run(["install"])).toMatchObject({ code: 0, stdout: "" });
    expect(await project.run(["install"])).toEqual({ code: 0, signal: null, stdout: "", stderr: "" });
    project.write("package-lock.json", "{}");
    expect(await project.run(["install"])).toMatchObject({ code: 1, stdout: "" });
  });

  it.each([
    ["a file", (root: string) => writeFileSync(join(root, ".tools"), "")],
    ["a link that leads nowhere", (root: string) => symlinkSync("/dev/null/x", join(root, ".tools"))],
  ])("says what cannot be written, and what to do, where %s is in the way", async (_, spoil) => {
    const project = fresh();
    spoil(project.root);
    const { code, stdout, stderr } = await project.run(["echo"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^Doubleblind cannot set itself up: .*\.tools.* cannot be written \(E[A-Z]+\)\. Let this user/,
    );
    expect(stderr).not.toMatch(/at .*\.mjs:\d+/);
  });

  it.skipIf(process.platform === "win32")("says so to a user who may only read, and that is enough later", async () => {
    const project = fresh();
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const allow = (mode: string) => spawnSync("chmod", ["-R", mode, project.root]);
    allow("a+rX,a-w");
    const refused = await ending(project.start(["echo"], {}, nobody));
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/^Doubleblind cannot set itself up: .*\.tools cannot be written \(EACCES\)/);
    allow("u+w");
    expect(await project.run(["install"])).toMatchObject({ code: 0 });
    allow("a+rX,a-w");
    expect(await ending(project.start(["echo"], {}, nobody))).toMatchObject({ code: 0, stdout: "[]\n" });
    allow("u+w");
  });

  it("says so when the checkout is not whole", async () => {
    const project = fresh();
    rmSync(join(project.root, "package-lock.json"));
    const { code, stderr } = await project.run(["echo"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^package-lock.json is missing from .*\n$/),
    });
  });
});

describe.skipIf(process.platform === "win32")("a running verb", () => {
  it("gets a signal once, however many send it, and ends as it wishes", async () => {
    const run = ready.start(["wait"]);
    const ended = ending(run);
    expect(await nextOutput(run)).toBe("ready\n");
    // At Ctrl-C the terminal sends one and npm another.
    run.kill("SIGINT");
    expect(await nextOutput(run)).toBe("SIGINT\n");
    run.kill("SIGINT");
    run.kill("SIGHUP");
    expect(await nextOutput(run)).toBe("SIGHUP\n");
    run.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 3, stdout: "ready\nSIGINT\nSIGHUP\nSIGTERM\n" });
  });

  it("is asked to end when the process that runs it is killed outright", async () => {
    const run = ready.start(["wait"]);
    const ended = ending(run);
    await nextOutput(run);
    run.kill("SIGKILL");
    // Its output closes only when the verb is gone too.
    expect(await ended).toMatchObject({ signal: "SIGKILL", stdout: "ready\nSIGTERM\n" });
  });

  const command = (root: string) => `"${process.execPath}" "${join(root, "scripts/run.mjs")}" wait`;
  it.each([
    ["runs it", (root: string) => `exec ${command(root)}`],
    ["runs a shell that runs it", (root: string) => `${command(root)}; true`],
  ])("is asked to end when the npm that %s is killed outright", async (_, line) => {
    const options = { stdio: "inherit", env: { ...quietEnvironment(), npm_lifecycle_event: "wait" } };
    const script = `require("node:child_process").spawn("sh", ["-c", ${JSON.stringify(line(ready.root))}], ${JSON.stringify(options)});`;
    const npm = spawn(process.execPath, ["--eval", script], { stdio: ["ignore", "pipe", "pipe"] });
    const ended = ending(npm);
    await nextOutput(npm);
    npm.kill("SIGKILL");
    expect(await ended).toMatchObject({ signal: "SIGKILL", stdout: "ready\nSIGTERM\n" });
  });
});
