/** Reads a setting from localStorage; null if unset or storage is blocked. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(`sitecast.${name}`);
  } catch {
    return null;
  }
}

/** Writes a setting to localStorage; null removes it. Does nothing if storage is blocked. */
export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`sitecast.${name}`);
    else localStorage.setItem(`sitecast.${name}`, value);
  } catch {
    // Storage is blocked: the setting lasts until the page is closed.
  }
}
