interface Place {
  value: unknown;
  key: string;
  parent: Place | null;
}

/**
 * The path of a text in `input` that PostgreSQL cannot keep, or null: one with U+0000, or with half a surrogate
 * pair, which no UTF-8 has. Without recursion: an input may be nested as deeply as its bytes allow.
 */
export function unstorableText(input: unknown): string[] | null {
  const places: Place[] = [{ value: input, key: '', parent: null }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value } = place;
    if (typeof value === 'string') {
      if (value.includes('\0') || /\p{Surrogate}/u.test(value)) return pathOf(place);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) places.push({ value: inner, key, parent: place });
    }
  }
  return null;
}

function pathOf(place: Place): string[] {
  const path: string[] = [];
  for (let at = place; at.parent; at = at.parent) path.push(at.key);
  return path.reverse();
}
