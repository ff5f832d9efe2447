/** What pnpm reads of a dependency's manifest, where that has to be corrected. */
module.exports = {
  hooks: {
    readPackage(manifest) {
      // It writes types with the compiler's own API, which TypeScript 7 no longer has: it gets an older one of its own.
      if (manifest.name === 'openapi-typescript') {
        delete manifest.peerDependencies.typescript;
        manifest.dependencies.typescript = '5.9.3';
      }
      return manifest;
    },
  },
};
