interface Place {
  value: unknown;
  key: string;
  parent: Place | null;
}

/**
 * The path of a text or a name in `input` that PostgreSQL cannot keep, or null: one with U+0000, or with half a
 * surrogate pair, which no UTF-8 has. Without recursion: an input may be nested as deeply as its bytes allow.
 */
export function unstorableText(input: unknown): string[] | null {
  const places: Place[] = [{ value: input, key: '', parent: null }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value } = place;
    if (isUnstorable(place.key)) return pathOf(place.parent ?? place);
    if (typeof value === 'string') {
      if (isUnstorable(value)) return pathOf(place);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) places.push({ value: inner, key, parent: place });
    }
  }
  return null;
}

function isUnstorable(text: string): boolean {
  return text.includes('\0') || /\p{Surrogate}/u.test(text);
}

function pathOf(place: Place): string[] {
  const path: string[] = [];
  for (let at = place; at.parent; at = at.parent) path.push(at.key);
  return path.reverse();
}
