// The server gives out `@highlightjs/cdn-assets/es/highlight.min.js` under this name beside the page's own modules.
declare const library: {
  getLanguage(name: string): object | undefined;
  highlight(code: string, options: { language: string; ignoreIllegals?: boolean }): { value: string };
};
// oxlint-disable-next-line import/no-default-export -- it is how the package exports it
export default library;
