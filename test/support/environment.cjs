// Test files run in the worker's own realm, so that errors, dates and arrays of shared packages are those of the tests.
// The environment undoes what a file changes there: variables, listeners, mocks, registered entities and validations.
require('reflect-metadata');
// Loads Node's own `fetch` before a test file loads the undici package: whichever comes first serves both, and the
// order of the files would decide.
void globalThis.Response;
const { TestEnvironment: NodeEnvironment } = require('jest-environment-node');

const REGISTRIES = ['typeormMetadataArgsStorage', 'classValidatorMetadataStorage', Symbol.for('EVENT_HANDLERS')];
/** Jest's own description of each file's tests, which would keep everything that the file has loaded. */
const JEST_STATE = 'JEST_STATE_SYMBOL';
const isOfOneFile = (key) => REGISTRIES.includes(key) || (typeof key === 'symbol' && key.description === JEST_STATE);

module.exports = class SharedRealmEnvironment extends NodeEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global = globalThis;
    this.moduleMocker = new this.moduleMocker.constructor(globalThis);
    this.fakeTimersModern = new this.fakeTimersModern.constructor({ config: config.projectConfig, global: globalThis });
    const { env } = process;
    const exit = Object.getOwnPropertyDescriptor(process, 'exit');
    const before = { console, env: { ...env }, listeners: listenersOf(process) };
    this.restore = () => {
      globalThis.console = before.console;
      Object.defineProperty(process, 'exit', exit);
      for (const name of Object.keys(env)) if (!(name in before.env)) delete env[name];
      Object.assign(env, before.env);
      for (const [event, listener] of listenersOf(process))
        if (!before.listeners.some(([name, known]) => name === event && known === listener))
          process.removeListener(event, listener);
      for (const key of Reflect.ownKeys(globalThis)) if (isOfOneFile(key)) Reflect.deleteProperty(globalThis, key);
    };
  }

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    await super.teardown();
    this.restore();
  }
};

const listenersOf = (emitter) =>
  emitter.eventNames().flatMap((event) => emitter.rawListeners(event).map((listener) => [event, listener]));
