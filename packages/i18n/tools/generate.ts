import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bundles } from '../src/bundles.ts';
import { type Language, languageCodes } from '../src/languages.ts';
import { compilePart, interfaceOf, pluralModule, typesOfPart } from './compile.ts';
import { namespaceOf, partsOf, readPart, root } from './read.ts';

/**
 * Writes generated/: each language's parts as modules, the bundles that load them, and their types from English.
 */
const parts = partsOf('en');
const bundled = new Set(Object.values(bundles).flat());
const all = {
  ...bundles,
  ...Object.fromEntries(parts.filter((part) => !bundled.has(part)).map((part) => [part, [part]])),
};

for (const language of languageCodes) {
  write(`${language}/plural.js`, pluralModule(language));
  for (const part of parts) write(`${language}/${part}.js`, compilePart(language, readPart(language, part)));
}
for (const part of parts) write(`types/${part}.d.ts`, typesOfPart(part, readPart('en', part)));
for (const [name, ofBundle] of Object.entries(all)) writeBundle(name, ofBundle);

function writeBundle(name: string, ofBundle: string[]): void {
  const folder = `bundles/${name}`;
  for (const language of languageCodes) write(`${folder}/${language}.js`, textsModule(language, ofBundle));
  const others = languageCodes
    .filter((language) => language !== 'en')
    .map(
      (language) => `    ${language}: () => import('./${language}.js').then((module) => module.default),\n`,
    );
  write(
    `${folder}/index.js`,
    `import en from './en.js';\n\nexport default {\n  en,\n  others: {\n${others.join('')}  },\n};\n`,
  );
  write(`${folder}/index.d.ts`, typesModule('Bundle', ofBundle));
  const imports = languageCodes.map((language) => `import ${language} from './${language}.js';\n`);
  write(
    `${folder}/all.js`,
    `${imports.join('')}\nexport default { texts: { ${languageCodes.join(', ')} } };\n`,
  );
  write(`${folder}/all.d.ts`, typesModule('AllTexts', ofBundle));
}

/** The texts of a bundle in one language: what a browser loads at once. */
function textsModule(language: Language, ofBundle: string[]): string {
  const imports = ofBundle.map(
    (part) => `import ${namespaceOf(part)} from '../../${language}/${part}.js';\n`,
  );
  return `${imports.join('')}\nexport default { ${ofBundle.map(namespaceOf).join(', ')} };\n`;
}

function typesModule(type: 'Bundle' | 'AllTexts', ofBundle: string[]): string {
  const imports = ofBundle.map(
    (part) => `import type { ${interfaceOf(part)} } from '../../types/${part}.d.ts';\n`,
  );
  return [
    `import type { ${type} } from '../../../src/translate.ts';\n`,
    ...imports,
    `\ndeclare const bundle: ${type}<${ofBundle.map(interfaceOf).join(' & ')}>;\nexport default bundle;\n`,
  ].join('');
}

/** What hasn't changed keeps its time, so that watchers see only what has. */
function write(path: string, text: string): void {
  const file = `${root}generated/${path}`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
