/** Makes the page of all settings from `.env.example`, where each is explained. */

/** A key of the environment, what is said of it, and the heading it stands under. */
export type Setting = { key: string; text: string; section: string };

/** Reads the settings of `.env.example`: a key, and the comment above it. */
export function readSettings(example: string): Setting[] {
  const settings: Setting[] = [];
  let [comment, section]: [string[], string] = [[], ""];
  for (const line of example.split("\n")) {
    const key = /^([A-Z][A-Z0-9_]*)=/.exec(line)?.[1];
    if (key !== undefined) settings.push({ key, text: comment.splice(0).join(" "), section });
    else if (line.startsWith("#")) comment.push(line.replace(/^#\s*/, ""));
    if (line.trim() === "") comment = [];
    // A section's title is the first comment after an empty line, with another right below it.
    if (comment.length === 1 && isTitle(comment[0] ?? "")) section = comment.splice(0).join("");
  }
  return settings;
}

function isTitle(line: string): boolean {
  return !/[.:;]/.test(line) && line.split(" ").length <= 6;
}

/** The page. */
export function settingsPage(example: string): string {
  const settings = readSettings(example);
  const sections = [...new Set(settings.map(({ section }) => section))];
  const tables = sections.map((section) => {
    const rows = settings.filter((one) => one.section === section).map(({ key, text }) => `| \`${key}\` | ${text} |`);
    return [`## ${section}`, "", "| Key | What it does |", "| --- | --- |", ...rows].join("\n");
  });
  return `# Settings

Environment variables, or lines of the file \`.env\` (what the environment says goes first). None is needed. Everything that is
wrong is named at the start, all at once. API keys of models have the names that \`models.json\` gives them.
\`npm run -s setup\` asks for the ones most people want.

This page is made from [.env.example](../.env.example) by \`npm run -s docs\`.

${tables.join("\n\n")}
`;
}
