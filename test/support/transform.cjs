// Compiles our TypeScript, and turns packages that are ES modules into CommonJS, which is what Jest runs on Node 20.
// "Is it an ES module" is read from the nearest package.json, so no list of packages has to be kept.
const { existsSync, readFileSync } = require('node:fs');
const { dirname, extname, join } = require('node:path');
const { createTransformer } = require('@swc/jest');

const swcrc = JSON.parse(readFileSync(join(__dirname, '../../.swcrc'), 'utf8'));
delete swcrc.$schema;
const { baseUrl, paths, ...jsc } = swcrc.jsc; // Jest resolves @app/* by moduleNameMapper
const typescript = createTransformer({ ...swcrc, swcrc: false, jsc });
const esm = createTransformer({
  swcrc: false,
  sourceMaps: false,
  module: { type: 'commonjs', ignoreDynamic: false },
  jsc: { target: 'es2022' },
});

const typeByFolder = new Map();
function moduleType(folder) {
  if (!typeByFolder.has(folder)) {
    const manifest = join(folder, 'package.json');
    const own = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : undefined;
    const parent = dirname(folder);
    typeByFolder.set(
      folder,
      own?.name || own?.type ? (own.type ?? 'commonjs') : parent === folder ? 'commonjs' : moduleType(parent),
    );
  }
  return typeByFolder.get(folder);
}

module.exports = {
  process(source, path, options) {
    if (/\.[cm]?tsx?$/.test(path)) return typescript.process(source, path, options);
    const isModule = extname(path) === '.mjs' || (extname(path) === '.js' && moduleType(dirname(path)) === 'module');
    return isModule ? esm.process(source, path, options) : { code: source };
  },
  getCacheKey: typescript.getCacheKey,
};
