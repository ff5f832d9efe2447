import manifest from '../package.json' with { type: 'json' };

/** The product's version: every package has the same. */
export const VERSION: string = manifest.version;
