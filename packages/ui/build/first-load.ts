import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

interface FirstLoadOptions {
  maxScriptKb: number;
  /** The first pages that a person may meet: the chunks, by name, that are loaded beside the entry. */
  pages: string[][];
}

/** Prints how much script the first pages need, in kB gzip, and fails the build when one is above the limit. */
export function firstLoad({ maxScriptKb, pages }: FirstLoadOptions): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      for (const names of pages) {
        const page = chunks.filter(({ name, isEntry }) => isEntry || names.includes(name));
        if (page.length !== names.length + 1) this.error(`Not all chunks were found: ${names.join(', ')}`);
        const kb = gzipKb(withImports(chunks, page));
        const found = `${names.join(' + ')} needs ${kb.toFixed(1)} kB of script`;
        if (kb > maxScriptKb) this.error(`${found}; the limit is ${maxScriptKb}.`);
        this.info(found);
      }
    },
  };
}

/** The chunks that load before these can run. */
function withImports(chunks: Rolldown.OutputChunk[], wanted: Rolldown.OutputChunk[]) {
  const needed = new Set(wanted);
  for (const chunk of needed)
    for (const other of chunks) if (chunk.imports.includes(other.fileName)) needed.add(other);
  return [...needed];
}

function gzipKb(chunks: Rolldown.OutputChunk[]): number {
  return chunks.reduce((sum, { code }) => sum + gzipSync(code).byteLength, 0) / 1000;
}
