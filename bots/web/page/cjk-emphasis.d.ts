// The server gives out the module of this name beside the page's own.
export * from "../../shared/cjk-emphasis.js";
