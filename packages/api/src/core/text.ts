interface Entry {
  value: unknown;
  key: string;
  parent: Entry | null;
}

/**
 * The path of a string or key in `input` that PostgreSQL cannot store, or null: one with U+0000 or a lone surrogate,
 * which UTF-8 cannot encode. Iterative, since an input may be nested as deeply as its size allows.
 */
export function unstorableText(input: unknown): string[] | null {
  const nodes: Entry[] = [{ value: input, key: '', parent: null }];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    const { value } = node;
    if (isUnstorable(node.key)) return pathOf(node.parent ?? node);
    if (typeof value === 'string') {
      if (isUnstorable(value)) return pathOf(node);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) nodes.push({ value: inner, key, parent: node });
    }
  }
  return null;
}

function isUnstorable(text: string): boolean {
  return text.includes('\0') || /\p{Surrogate}/u.test(text);
}

function pathOf(node: Entry): string[] {
  const path: string[] = [];
  for (let at = node; at.parent; at = at.parent) path.push(at.key);
  return path.reverse();
}
