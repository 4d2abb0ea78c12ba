// A worker runs many test files. It loads each package once, and compiles each of our modules once; every file executes
// our modules again, so that it sees no state of another file. Jest by itself would load and compile the 3,300 modules
// of our packages and the 1,000 of ours again for every file that starts the application.
const { statSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const path = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

/** By file name: `{ modified, code, sourceMapPath, run }`. */
const modules = new Map();
/** By the folder that requires it, and its name. */
const packages = new Map();

module.exports = class SharedModulesRuntime extends JestRuntime {
  constructor(...args) {
    super(...args);
    const { executor, transformCache } = this;
    const transform = transformCache.transform.bind(transformCache);
    transformCache.transform = (filename, options) => {
      const modified = statSync(filename).mtimeMs;
      if (modules.get(filename)?.modified !== modified) {
        const code = transform(filename, options);
        modules.set(filename, { modified, code, sourceMapPath: transformCache.sourceMaps.get(filename) });
      }
      const { code, sourceMapPath } = modules.get(filename);
      if (sourceMapPath) transformCache.sourceMaps.set(filename, sourceMapPath);
      return code;
    };
    executor.compile = (source, filename) => {
      const module = modules.get(filename);
      module.run ??= compileFunction(source, executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
      return module.run;
    };
  }

  requireModuleOrMock(from, name) {
    return isPackage(name) ? requirePackage(from, name) : super.requireModuleOrMock(from, name);
  }
};

const isPackage = (name) => !/^(\.|\/|@app\/|@jest\/globals$)/.test(name) && !isBuiltin(name);

function requirePackage(from, name) {
  const key = `${path.dirname(from)}\0${name}`;
  if (!packages.has(key)) packages.set(key, createRequire(from)(name));
  return packages.get(key);
}
