import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

interface FirstLoadOptions {
  maxScriptKb: number;
  /** The possible first pages: for each, the names of the chunks loaded besides the entry. */
  pages: string[][];
}

/** Prints the script size of each first page in kB (gzip) and fails the build if one exceeds the limit. */
export function firstLoad({ maxScriptKb, pages }: FirstLoadOptions): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      for (const names of pages) {
        const page = chunks.filter(({ name, isEntry }) => isEntry || names.includes(name));
        if (page.length !== names.length + 1) this.error(`Some chunks were not found: ${names.join(', ')}`);
        const kb = gzipKb(withImports(chunks, page));
        const found = `${names.join(' + ')} needs ${kb.toFixed(1)} kB of script`;
        if (kb > maxScriptKb) this.error(`${found}; the limit is ${maxScriptKb}.`);
        this.info(found);
      }
    },
  };
}

/** The chunks and their static imports, recursively. */
function withImports(chunks: Rolldown.OutputChunk[], wanted: Rolldown.OutputChunk[]) {
  const needed = new Set(wanted);
  for (const chunk of needed)
    for (const other of chunks) if (chunk.imports.includes(other.fileName)) needed.add(other);
  return [...needed];
}

function gzipKb(chunks: Rolldown.OutputChunk[]): number {
  return chunks.reduce((sum, { code }) => sum + gzipSync(code).byteLength, 0) / 1000;
}
