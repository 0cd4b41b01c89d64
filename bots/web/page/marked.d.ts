// The server gives out the package of this name beside the page's own modules.
export * from "marked";
