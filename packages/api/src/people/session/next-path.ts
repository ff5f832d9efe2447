// biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters on purpose
const UNSAFE = /^[^/]|\/\/|\\|[\u0000-\u001f\u007f-\u009f]/;

/**
 * Guards against open redirects after the login. A path starts with one slash; two slashes, a backslash or a control
 * character (which browsers drop) could name another host.
 *
 * @param next the query parameter, decoded once
 * @returns `next` if it is a path on this site, otherwise `/`
 */
export function nextPath(next: string | null | undefined): string {
  return next === null || next === undefined || next === '' || UNSAFE.test(next) ? '/' : next;
}
