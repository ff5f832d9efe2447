// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAFE = /^[^/]|\/\/|\\|[\u0000-\u001f\u007f-\u009f]/;

/**
 * Where to go after the login: `next` when it is a path on this site, else `/`. A path starts with one slash; two
 * slashes, a backslash or a control character (which browsers drop) could name another host.
 *
 * @param next the query parameter, decoded once
 */
export function nextPath(next: string | null | undefined): string {
  return next === null || next === undefined || next === '' || UNSAFE.test(next) ? '/' : next;
}
