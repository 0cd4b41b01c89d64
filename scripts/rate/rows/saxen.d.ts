/** What of saxen, which comes without types, is used here. */
declare module "saxen" {
  type Decode = (text: string) => string;

  /** Reads XML in pieces. */
  export class Parser {
    on(event: "openTag", take: (name: string, attributes: () => Record<string, string>, decode: Decode) => void): this;
    on(event: "closeTag", take: (name: string) => void): this;
    on(event: "text", take: (text: string, decode: Decode) => void): this;
    on(event: "cdata", take: (text: string) => void): this;
    on(event: "error", take: (error: Error) => void): this;
    write(piece: string): this;
    end(): unknown;
  }
}
