/** Forms as clients really send them, and as nobody should. */
import { describe, expect, it } from "vitest";
import { readForm } from "../../bots/web/form.ts";

const type = "multipart/form-data; boundary=B";
const mostFiles = 8;

/** What is read, in a form that can be compared. */
function read(body: Buffer<ArrayBuffer> | string, contentType = type) {
  const form = readForm(Buffer.from(body), contentType, mostFiles);
  const files = form?.files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString("latin1")]);
  return form && { fields: Object.entries(form.fields), files };
}

/** What the platform's own parser, which is stricter here and looser there, makes of the same bytes. */
async function readByPlatform(body: Buffer<ArrayBuffer>, contentType: string) {
  const form = await new Response(body, { headers: { "Content-Type": contentType } }).formData();
  const fields: [string, string][] = [];
  const files: [string, string][] = [];
  for (const [name, value] of form) {
    if (typeof value === "string") fields.push([name, value]);
    else files.push([value.name, Buffer.from(await value.arrayBuffer()).toString("latin1")]);
  }
  return { fields, files };
}

const part = (disposition: string, content = "hi") =>
  `--B\r\nContent-Disposition: ${disposition}\r\n\r\n${content}\r\n`;
const end = "--B--\r\n";

describe("what clients send", () => {
  it("is read as the platform's own parser reads it, whatever is in names and contents", async () => {
    const form = new FormData();
    form.set("text", "two\r\nlines, \0, \u2028 and --B--");
    form.set('a "field" called\n%22', "x");
    form.set("__proto__", "y");
    const names = ["a.png", 'q"u;o=t, e.png', "é 王\u2028.png", "C:\\x\\y.png", "%41%25.txt", ".."];
    for (const name of names) form.append("files", new File([Buffer.from([0, 13, 10, 45, 45, 255])], name));
    const sent = new Response(form);
    const contentType = sent.headers.get("content-type")!;
    const bytes = Buffer.from(await sent.arrayBuffer());
    expect(read(bytes, contentType)).toEqual(await readByPlatform(bytes, contentType));
    expect(read(bytes, contentType)?.files).toHaveLength(names.length);
  });

  it.each([
    [
      "Chromium",
      "----WebKitFormBoundary7MA4YWxkTrZu0gW",
      'form-data; name="files"; filename="a%22b.png"',
      "\r\nContent-Type: image/png",
    ],
    [
      "Firefox",
      "----geckoformboundary3d1f8a9be1c0d5b1",
      'form-data; name="files"; filename="a%22b.png"',
      "\r\nContent-Type: image/png",
    ],
    [
      "curl",
      "------------------------d74496d66958873eAbCdEf",
      'form-data; name="files"; filename="a%22b.png"',
      "\r\nContent-Type: image/png",
    ],
  ])("by %s is read alike", async (_client, boundary, disposition, more) => {
    const text = `--${boundary}\r\nContent-Disposition: form-data; name="text"\r\n\r\nWhat is this?\r\n`;
    const file = `--${boundary}\r\nContent-Disposition: ${disposition}${more}\r\n\r\n\x89PNG\r\n\x1a\n\r\n`;
    const bytes = Buffer.from(`${text}${file}--${boundary}--\r\n`, "latin1");
    const contentType = `multipart/form-data; boundary=${boundary}`;
    const expected = { fields: [["text", "What is this?"]], files: [['a"b.png', "\x89PNG\r\n\x1a\n"]] };
    expect(read(bytes, contentType)).toEqual(expected);
    expect(await readByPlatform(bytes, contentType)).toEqual(expected);
  });

  it.each([
    ["without quotes", "form-data; name=files; filename=a.png", "a.png"],
    ["with an extended name alone", "form-data; name=\"files\"; filename*=utf-8''%E7%8E%8B.png", "王.png"],
    ["with both names", 'form-data; name="files"; filename="_.png"; filename*=UTF-8\'en\'%E7%8E%8B.png', "王.png"],
    ["with an extended name that cannot be read", "form-data; name=\"files\"; filename*=UTF-8''%E7.png", "%E7.png"],
    ["with the name last", 'form-data; filename="; name=x"; name="files"', "; name=x"],
    ["in capitals", 'FORM-DATA; NAME="files"; FILENAME="a.png"', "a.png"],
  ])("%s is a file all the same", (_how, disposition, name) => {
    expect(read(part(disposition) + end)).toEqual({ fields: [], files: [[name, "hi"]] });
  });

  it.each([
    "multipart/form-data; charset=utf-8; boundary=B",
    'multipart/form-data; boundary="B"',
    "Multipart/Form-Data; BOUNDARY=B; x=y",
  ])("may say its boundary as %s", (contentType) => {
    expect(read(part('form-data; name="text"') + end, contentType)?.fields).toEqual([["text", "hi"]]);
  });
});

describe("what is no form", () => {
  const whole = part('form-data; name="text"') + end;

  it.each([
    ["nothing", ""],
    ["a byte", "-"],
    ["half a boundary", "--"],
    ["a boundary alone", "--B"],
    ["a boundary and half an end", "--B-"],
    ["a head alone", '--B\r\nContent-Disposition: form-data; name="text"\r\n\r\n'],
    ["a part that breaks off", whole.slice(0, -6)],
    ["no end of line before the boundary", '--B\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi--B--\r\n'],
    ["line feeds alone", whole.replaceAll("\r", "")],
    ["a longer boundary inside", part('form-data; name="text"', "a\r\n--Bx\r\nb") + end],
    ["something before it", `before\r\n${whole}`],
    ["a part without a name", part("form-data") + end],
    ["a part that is no form's", part('attachment; name="text"') + end],
    ["a folded head", whole.replace("; ", ";\r\n ")],
    ["no head", "--B\r\n\r\nhi\r\n--B--\r\n"],
    ["an endless head", part(`form-data; name="files"; filename="${"a".repeat(5_000)}"`) + end],
    ["too many fields", Array.from({ length: 20 }, (_, field) => part(`form-data; name="f${field}"`)).join("") + end],
  ])("is refused: %s", (_what, body) => {
    expect(read(body)).toBeUndefined();
  });

  it.each([
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=C",
    `multipart/form-data; boundary=${"B".repeat(71)}`,
  ])("is refused under %s", (contentType) => {
    expect(read(whole, contentType)).toBeUndefined();
  });

  it("is looked at no further than one file too many", () => {
    const files = Array.from({ length: 12 }, (_, file) => part(`form-data; name="files"; filename="${file}"`));
    expect(read(files.join("") + end)?.files).toHaveLength(mostFiles + 1);
  });
});
