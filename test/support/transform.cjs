// Compiles our TypeScript, and our scripts from ES modules to the CommonJS that Jest runs on Node 20.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { createTransformer } = require('@swc/jest');

const swcrc = JSON.parse(readFileSync(path.join(__dirname, '../../.swcrc'), 'utf8'));
delete swcrc.$schema;
const { baseUrl, paths, ...jsc } = swcrc.jsc; // Jest resolves @app/* by moduleNameMapper
const typescript = createTransformer({ ...swcrc, swcrc: false, jsc });
const script = createTransformer({
  swcrc: false,
  sourceMaps: false,
  module: { type: 'commonjs', ignoreDynamic: false },
  jsc: { target: 'es2022' },
});

module.exports = {
  process: (source, file, options) => (file.endsWith('.mjs') ? script : typescript).process(source, file, options),
  getCacheKey: typescript.getCacheKey,
};
