import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeFormulas, formulaText } from "../../core/language/formulas.ts";
import { times } from "../thorough.ts";

const said = (formula: string) => formulaText(`\\(${formula}\\)`);

describe("formulas in plain characters", () => {
  it.each([
    ["x^2+y_1", "x² + y₁"],
    ["E=mc^2", "E = mc²"],
    ["C_6H_{12}O_6", "C₆H₁₂O₆"],
    ["\\frac{a+b}{c}", "(a + b)/c"],
    ["2\\frac{1}{3}", "2 1/3"],
    ["\\frac{\\frac12}{3}", "(1/2)/3"],
    ["-\\frac{\\partial f}{\\partial x}", "−∂f/∂x"],
    ["x=\\frac{-b\\pm\\sqrt{b^2-4ac}}{2a}", "x = (−b ± √(b² − 4ac))/(2a)"],
    ["\\sqrt[3]{8}+\\sqrt x\\cdot\\sqrt[n]{x+1}", "∛8 + √x ⋅ ⁿ√(x + 1)"],
    ["\\sum_{i=1}^{n} i^2 \\le 3\\times 4", "∑ᵢ₌₁ⁿ i² ≤ 3 × 4"],
    ["\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx=\\sqrt{\\pi}", "∫_(−∞)^∞ e^(−x²) dx = √π"],
    ["\\lim_{x\\to 0}\\frac{\\sin x}{x}=1", "lim_(x→0) (sin x)/x = 1"],
    ["{ab}^2 \\ne ab^2, x^{2^n}, x_b c, x_{i,j}", "(ab)² ≠ ab², x^(2ⁿ), x_b c, x_(i,j)"],
    ["\\alpha\\to\\beta \\implies f: A\\to B", "α → β ⟹ f:A → B"],
    ["\\forall x\\in\\mathbb{R}: |x|\\ge 0", "∀x ∈ ℝ:|x| ≥ 0"],
    ["90^\\circ, f'(x), \\hat{x}, \\mathbf{v}, 1{,}000", "90°, f′(x), x̂, 𝐯, 1,000"],
    ["\\boxed{42}\\text{ if }\\left|\\frac ab\\right|<1", "42 if |a/b| < 1"],
    ["\\text{速度}=\\frac{\\text{距离}}{\\text{时间}}", "速度 = 距离/时间"],
    ["10 \\pmod 3, \\log_2 n, \\operatorname{Var}(X)", "10 (mod 3), log₂ n, Var(X)"],
  ])("say what %s says", (formula, plain) => expect(said(formula)).toBe(plain));

  it("take a line for each line", () => {
    expect(formulaText("$$\\begin{align*}a&=b\\\\c&=-d\\end{align*}$$")).toBe("a = b\nc = −d");
  });

  it.each([
    ..."\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix} \\begin{cases}1\\\\2\\end{cases} \\binom{n}{k}".split(" "),
    ..."\\overline{AB} \\vec{AB} \\underbrace{a}_{b} \\overset{!}{=} \\cancel{x} \\ce{H2O} \\frac{1 x^2^2".split(" "),
    ...["", "\\def\\a{b}\\a", "x".repeat(401), `${"{".repeat(190)}x${"}".repeat(190)}^{2^{2^{2^{`],
  ])("are not said where that would not be the same: %s", (formula) => expect(said(formula)).toBeUndefined());

  it.each(["$PATH$", "$5 and CA$", "$$$$"])("are none in %s", (words) => expect(formulaText(words)).toBeUndefined());

  it("are found between their signs, each once", () => {
    const mark = (text: string) => changeFormulas(text, (formula) => `<${formula}>`);
    expect(mark("a \\(x\\) b \\[y\n\\] c $$z$$ d $w^2$, $5 or $6 \\$7")).toBe(
      "a <\\(x\\)> b <\\[y\n\\]> c <$$z$$> d <$w^2$>, $5 or $6 \\$7",
    );
    expect(mark("\\\\(x\\) \\\\\\(y\\)")).toBe("\\\\(x\\) \\\\<\\(y\\)>");
    const many = "\\(".repeat(200_000);
    expect(mark(many)).toBe(many);
  });

  it("never throw, whatever stands between the signs", () => {
    const scraps = fc.constantFrom(
      ..."\\frac \\sqrt \\left( \\right) \\begin{align} \\end{align} & \\\\ { } ^ _ x 1 + \\text{a} \\hat \\sum % # ' 汉".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 12 }), (parts) => {
        const plain = formulaText(`$$${parts.join("")}$$`)?.replaceAll("\n", " ") ?? "none";
        expect(plain).not.toBe("");
        expect(plain).not.toMatch(/\p{Cc}|[\u2061\u2062]/u);
      }),
      { numRuns: times(500, 200) },
    );
  });
});
