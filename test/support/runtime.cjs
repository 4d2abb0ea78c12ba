// Node itself loads packages once per worker, and its test files share them; only our own modules are loaded again for
// each file. Jest would load and compile the 3,300 modules of our packages again for every file that starts the
// application.
const { createRequire, isBuiltin } = require('node:module');
const { compileFunction, constants } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

module.exports = class SharedPackagesRuntime extends JestRuntime {
  constructor(...args) {
    super(...args);
    const { executor } = this;
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    executor.compile = (source, filename) =>
      compileFunction(source, executor.injectedModuleParameters, { filename, importModuleDynamically });
  }

  requireModuleOrMock(from, name) {
    return isPackage(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};

const isPackage = (name) => !/^(\.|\/|@app\/|@jest\/globals$)/.test(name) && !isBuiltin(name);
