/** Which addresses people are told at the start, and with what. */
import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { type Started, startReport } from "../../bots/start-report.ts";
import { pageAddresses } from "../../bots/web/server.ts";
import { type Participants, sentences } from "../../core/index.ts";

const words = sentences("en").startup;
const others = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, address }) => !internal && !address.startsWith("169.254.") && !address.startsWith("fe80"));

describe("the page's addresses", () => {
  it("are its own where it listens on one", () => {
    for (const [host, address] of [
      ["127.0.0.1", "http://127.0.0.1:80"],
      ["::1", "http://[::1]:80"],
      ["2001:db8::1", "http://[2001:db8::1]:80"],
    ] as const)
      expect(pageAddresses(host, 80, null)).toEqual({ address, forPeople: [address] });
  });

  it.each(["0.0.0.0", "::"])("are all of the machine's where it listens on %s, and localhost on itself", (host) => {
    const { address, forPeople } = pageAddresses(host, 80, null);
    expect(address).toBe("http://localhost:80");
    const reached = others.filter(({ family }) => family === "IPv4" || host === "::");
    const written = reached.map((one) => `http://${one.family === "IPv6" ? `[${one.address}]` : one.address}:80`);
    expect(forPeople.toSorted()).toEqual(written.length > 0 ? written.toSorted() : [address]);
  });

  it("are the public one alone where that was set", () => {
    const publicUrl = new URL("https://arena.example");
    expect(pageAddresses("0.0.0.0", 80, publicUrl).forPeople).toEqual(["https://arena.example"]);
  });
});

describe("the start's report", () => {
  const participants = { roster: { models: [] }, why: "roster" } as unknown as Participants;
  const started: Started = {
    ...{ address: "http://localhost:80", forPeople: ["http://192.0.2.5:80", "http://[2001:db8::5]:80"] },
    ...{ port: 80, movedFrom: null, joinCode: "A B/C", participants, data: "here", bots: [] },
    operator: { name: "operator", token: "secret" },
    page: true,
    publicBoard: null,
  };

  it("has the operator's link on its first line, once, and the friends' link beside it", () => {
    const [first, ...lines] = startReport(started, "en").split("\n");
    expect(first).toBe("http://192.0.2.5:80/#operator=secret");
    expect(lines).toContain(words.elsewhere("http://[2001:db8::5]:80, http://localhost:80"));
    expect(lines).toContain(words.joinCode("A B/C", "http://192.0.2.5:80/#join=A%20B%2FC"));
    expect(lines.join("\n")).not.toContain("secret");
  });

  it("has the plain address there at a later start, and names the verb that makes a link", () => {
    const lines = startReport({ ...started, operator: null, joinCode: null }, "en").split("\n");
    expect(lines[0]).toBe("http://192.0.2.5:80");
    expect(lines).toContain(words.operatorVerb("npm run -s operator"));
  });

  it("shows no link where there is no page, but where to ask how the process is", () => {
    const report = startReport({ ...started, page: false, operator: null }, "en");
    expect(report.split("\n")[0]).toBe(words.noPage("http://localhost:80/readyz"));
    expect(report).not.toMatch(/192\.0\.2\.5|#join|npm run/u);
  });
});
