/** The project's own lint rules, loaded by oxlint through `.oxlintrc.json`. */
import { relative, sep } from "node:path";
import { refuseImport } from "./rooms.ts";

/** As much of a syntax node as these rules look at. */
type Node = {
  type: string;
  name?: string;
  loc: { start: { line: number }; end: { line: number } };
  value?: unknown;
  computed?: boolean;
  source?: Node | null;
  argument?: Node;
  callee?: Node;
  object?: Node;
  property?: Node;
  specifiers?: Node[];
  arguments?: Node[];
};

/** As much of the linter as these rules use. */
type Context = { filename: string; cwd: string; report(found: { node: Node; message: string }): void };
type Rule = { create(context: Context): Record<string, (node: Node) => void> };

/** The path of the linted file from the top of the project, with `/` on every system. */
function pathOf(context: Context): string {
  return relative(context.cwd, context.filename).split(sep).join("/");
}

/** Every import follows the arrows of `rooms.ts`. */
const arrows: Rule = {
  create(context) {
    function check(node: Node, source: Node | null | undefined): void {
      if (typeof source?.value !== "string") return;
      const message = refuseImport(pathOf(context), source.value);
      if (message) context.report({ node: source, message });
    }
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument),
    };
  },
};

const clockMessage =
  "core has no clock and no chance of its own: take a Clock or Random (core/machine) as a parameter.";
const readsOfClockOrChance = new Set(["Date.now", "Math.random", "performance.now"]);
const timers = new Set(["setTimeout", "setInterval"]);

/** Neither time nor chance except through the ports: no `Date.now()`, bare `new Date()`, `Math.random()`, timers. */
const clockAndChance: Rule = {
  create(context) {
    function refuse(node: Node): void {
      context.report({ node, message: clockMessage });
    }
    return {
      MemberExpression(node) {
        if (readsOfClockOrChance.has(`${node.object?.name}.${node.property?.name}`)) refuse(node);
      },
      NewExpression(node) {
        if (node.callee?.name === "Date" && node.arguments?.length === 0) refuse(node);
      },
      CallExpression(node) {
        if (node.callee?.name === "Date" || timers.has(node.callee?.name ?? "")) refuse(node);
      },
    };
  },
};

const longestFunction = 35;

/** A function's lines, those of the functions inside it counted. */
const functionLength: Rule = {
  create(context) {
    function check(node: Node): void {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      if (lines <= longestFunction) return;
      const message = `This function has ${lines} lines; ${longestFunction} is the most. Name a part of it.`;
      context.report({ node, message });
    }
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

export default {
  meta: { name: "house" },
  rules: { arrows, "clock-and-chance": clockAndChance, "function-length": functionLength },
};
