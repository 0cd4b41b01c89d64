/** What Discord does not show, tables and formulas, in what it does. */
import { ComponentType } from "discord.js";
import { describe, expect, it } from "vitest";
import { encodePost, encodeQuestion, type Message } from "../../bots/discord/encode.ts";

function textsOf({ body }: Message): string[] {
  return body.components.flatMap((one) => {
    const inside = one.type === ComponentType.Container ? one.components : [one];
    return inside.flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : []));
  });
}

function battle(a: string, b: string): { a: string; b: string; message: Message } {
  const message = encodePost({ text: "", answers: { a, b }, buttons: [], images: [] }, "en");
  const [, shownA = "", , shownB = ""] = textsOf(message);
  return { a: shownA, b: shownB, message };
}

const narrow = "Prices:\n\n| 名字 | **Price** |\n|:--|--:|\n| `甲` | $10 |\n| b*c | \\(x^2\\) |";
const wide = `| Model | What it is good for |\n|--|--|\n| **One** | ${"many things ".repeat(6)}|\n| Two | |`;

describe("tables on Discord", () => {
  it("are drawn in a block of code where both answers' are narrow", () => {
    const { a, b } = battle(narrow, "| a |\n|--|\n| ```b |");
    expect(a).toBe("Prices:\n\n```\n名字 | Price\n-----+------\n甲   |   $10\nb*c  |    x²\n```");
    expect(b).toBe("```\na\n----\n`\u200b``b\n```");
  });

  it("are a list for each row on both sides as soon as one of them is wide", () => {
    const { a, b } = battle(narrow, wide);
    expect(a).toBe("Prices:\n\n- **名字**: `甲`\n  - **Price**: $10\n- **名字**: b*c\n  - **Price**: x²");
    expect(b).toBe(
      `- **Model**: **One**\n  - **What it is good for**: ${"many things ".repeat(6).trim()}\n- **Model**: Two`,
    );
  });

  it("stay as they were written where a cell would be lost, or the rows would be said too often", () => {
    expect(battle("| a | b |\n|--|--|\n| c | d | e |", "y").a).toBe("```\n| a | b |\n|--|--|\n| c | d | e |\n```");
    const long = `| ${"x".repeat(200)} | b |\n|--|--|\n${"| c | d |\n".repeat(100)}`;
    expect(battle(long, "y").a).toContain("```\n| xxx");
  });

  it("are left alone in code", () => {
    const code = `\`\`\`\n${narrow}\n\`\`\``;
    expect(battle(code, "y").a).toBe(code);
  });

  it("mention nobody, and hide no address", () => {
    const cells = "| a | b |\n|--|--|\n| @everyone <@1> | [x](https://evil.example) |";
    const { a } = battle(cells, wide);
    expect(a).toContain("@\u200beveryone <\u200b@1>");
    expect(a).toContain("x (https://evil.example)");
  });
});

describe("formulas on Discord", () => {
  it("are plain characters, of which nothing is eaten", () => {
    expect(battle("So \\(x_1^2 \\le \\frac{a}{b}\\), $a*b*c$ and \\[\\boxed{42}\\] for $5 or $6.", "y").a).toBe(
      "So x₁² ≤ a/b, a ∗ b ∗ c and 42 for $5 or $6.",
    );
    expect(battle("$$x_b^{*}+\\text{[a](b) |c|}$$", "y").a).toBe("x\\_b\\* + \\[a\\]\u200b(b) \\|c\\|");
  });

  it("are code with their signs where plain characters would not say the same", () => {
    expect(battle("\\(\\binom{n}{k}\\) and \\[\\begin{cases}1*2*\\\\3\\end{cases}\\]", "y").a).toBe(
      "`\\(\\binom{n}{k}\\)` and `\\[\\begin{cases}1*2*\\\\3\\end{cases}\\]`",
    );
    expect(battle("so\n\\[\n\\begin{pmatrix}1&2\\end{pmatrix}\n\\]\nend", "y").a).toBe(
      "so\n\n```\n\\[\n\\begin{pmatrix}1&2\\end{pmatrix}\n\\]\n```\n\nend",
    );
  });

  it("are left alone in code, and shown in questions as well", () => {
    expect(battle("`$x^2$` \\(x^2\\)", "y").a).toBe("`$x^2$` x²");
    const [question] = encodeQuestion({ asker: "1", text: `Is \\(x^2\\) it?`, attached: [], language: "en" });
    expect(question && textsOf(question)[1]).toBe("Is x² it?");
  });
});

describe("much of it on Discord", () => {
  it("fits, both as files beside their beginnings, and the files hold what was written", () => {
    const rows = Array.from({ length: 300 }, (_one, row) => `| row ${row} | \\(x^{${row}}\\) ${"word ".repeat(12)}|`);
    const long = `| Name | Value |\n|--|--|\n${rows.join("\n")}`;
    const { message } = battle(long, narrow);
    const length = textsOf(message).reduce((sum, text) => sum + text.length, 0);
    expect(length).toBeLessThanOrEqual(4_000);
    expect(message.files.map(({ data }) => String(data))).toEqual([long, narrow]);
    expect(textsOf(message).join("\n")).toContain("- **Name**: row 0\n  - **Value**: x⁰ word");
  });
});
