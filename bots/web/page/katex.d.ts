// The server gives out the package of this name beside the page's own modules.
// oxlint-disable-next-line import/no-default-export -- it is how the package exports it
export { default } from "katex";
