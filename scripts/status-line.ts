/** Shows how far long work is, on a line of the terminal that is written over; where there is no terminal, nothing. */

type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown };

/** The line at the bottom. */
export type StatusLine = {
  /** Puts this text there; empty: takes the line away. */
  show(text: string): void;
  /** Runs something that writes to the terminal, with the line out of its way. */
  around(write: () => void): void;
};

const clearLine = "\r\u001B[2K";

/** A line that shows nothing yet. */
export function createStatusLine(output: Output): StatusLine {
  let shown = "";
  const draw = (text: string): void => {
    if (output.isTTY !== true || (text === "" && shown === "")) return;
    output.write(`${clearLine}${text.slice(0, (output.columns ?? 80) - 1)}`);
    shown = text;
  };
  return {
    show: draw,
    around(write) {
      const text = shown;
      draw("");
      write();
      draw(text);
    },
  };
}
