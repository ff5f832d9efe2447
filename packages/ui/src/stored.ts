/** What this browser remembers. Where storage is forbidden, nothing is remembered and nothing fails. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(`sitecast.${name}`);
  } catch {
    return null;
  }
}

export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`sitecast.${name}`);
    else localStorage.setItem(`sitecast.${name}`, value);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}
