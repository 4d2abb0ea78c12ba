import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { CoreEnv, environment, isProduction, readEnv } from '@app/core';
import { type Accounts, adminEmail, bootstrapAccounts, bootstrapProduction } from './accounts';
import { announce } from './announce';
import { chooseApiPort, type PortChoice } from './api-port';
import { assertConfiguration } from './assert-configuration';
import { Console } from './console';
import { InstanceFile, prepareDataDirectory } from './data-directory';
import { type Database, EmbeddedDatabase, useDatabase } from './database';
import { FfmpegSetup } from './ffmpeg';
import { freePort } from './free-port';
import { AlreadyRunningError, InstanceLock } from './instance-lock';
import { LogFile } from './log-file';
import { runCommand } from './run-command';
import { type Secrets, SecretsFile } from './secrets';
import { SupervisedProcess } from './supervised-process';

/** The options of `npm start`, as scripts/start-options.mjs parses them. */
export interface StartOptions {
  /** Undefined: API_PORT, otherwise 8000 or the next free port. 0: any free port. */
  port?: number;
  host?: string;
  dataDir?: string;
  workers: number;
  withEmulators: boolean;
  installFfmpeg: boolean;
  verbose: boolean;
}

const PORT_ATTEMPTS = 3;

const compiled = (path: string) => join(__dirname, '../..', path);

/** Everything that one `npm start` runs: started in order, kept alive, stopped in reverse order. */
export class Instance {
  readonly console = new Console();
  readonly dataDir: string;
  /** Aborted when the instance is to stop. */
  readonly stopping = new AbortController();
  private readonly env = environment();
  private readonly lock: InstanceLock;
  private readonly file: InstanceFile;
  private readonly secretsFile: SecretsFile;
  private readonly processes: SupervisedProcess[] = [];
  private readonly ffmpeg: FfmpegSetup;
  private database?: Database;
  /** The variables that every process gets in addition to our own environment. */
  private settings: NodeJS.ProcessEnv = {};

  constructor(private readonly options: StartOptions) {
    this.dataDir = resolve(options.dataDir ?? this.variable('DATA_DIR') ?? '.data');
    this.lock = new InstanceLock(this.dataDir);
    this.file = new InstanceFile(this.dataDir);
    this.secretsFile = new SecretsFile(this.dataDir);
    this.ffmpeg = new FfmpegSetup(this.console, this.log('ffmpeg-install'), options.installFfmpeg);
  }

  /** @throws Error with a message for the user at the terminal */
  async start(): Promise<void> {
    // The embedded server has one role, a superuser: it is not for production.
    const embedded = isProduction(this.env) ? undefined : 'postgres://embedded';
    const source = { ...this.env, DATABASE_URL: this.variable('DATABASE_URL') ?? embedded };
    await assertConfiguration(source);
    const core = readEnv(CoreEnv, source);
    if (core.isProduction && this.options.withEmulators)
      throw new Error('--with-emulators is not for production: the emulators require no credentials.');
    prepareDataDirectory(this.dataDir);
    await this.takeOver();
    const host = this.options.host ?? this.variable('API_HOST') ?? '127.0.0.1';
    const asked =
      this.options.port ?? ((this.variable('API_PORT') ?? this.variable('PORT')) ? core.API_PORT : undefined);
    const choice = await chooseApiPort(host, asked);
    const mailViewerToken = randomBytes(18).toString('base64url');
    this.settings = { DATA_DIR: this.dataDir, API_HOST: host, MAIL_VIEWER_TOKEN: mailViewerToken };
    await this.openDatabase();
    const secrets = core.isProduction ? undefined : this.useSecrets();
    const [accounts, emulators, ffmpeg] = await Promise.all([
      this.prepareAccounts(secrets),
      this.startProcesses(choice, () => chooseApiPort(host, asked)),
      this.ffmpeg.look(),
    ]);
    const { baseUrl: url } = readEnv(CoreEnv, this.childEnv());
    const mailed = this.variable('SMTP_URL') ?? this.variable('MAILGUN_API_KEY');
    const details = {
      url,
      docs_url: `${url}/docs`,
      ...accounts,
      mail_dir: mailed ? null : join(this.dataDir, 'outbox'),
      mail_url:
        mailed || core.isProduction
          ? null
          : `http://127.0.0.1:${this.settings.API_PORT}/dev/mail?token=${mailViewerToken}`,
      database_url: this.childEnv().DATABASE_URL ?? '',
      pid: process.pid,
      emulators,
    };
    this.file.write(details);
    announce(this.console, details, { dataDir: this.dataDir, rendering: this.rendering(this.ffmpeg.begin(ffmpeg)) });
  }

  /** The renderer of this instance. */
  private rendering(ffmpeg: string): string {
    const provider = this.variable('RENDER_PROVIDER') ?? 'local';
    return provider === 'local' ? ffmpeg : `${provider}; this machine has ${ffmpeg}`;
  }

  /** After a rebuild: migrates the schema to the current sources and starts new processes. */
  async reload(): Promise<void> {
    await this.migrate().catch((error: unknown) => {
      if (!this.stopping.signal.aborted) throw error;
    });
    if (this.stopping.signal.aborted) return;
    for (const kept of this.processes) kept.restart();
  }

  /** Stops what was started, even in the middle of a start. `finished` is the start that may still be in progress. */
  async stop(finished: Promise<unknown>): Promise<void> {
    this.stopping.abort();
    if (this.lock.isHeld) this.file.remove();
    await Promise.all([this.ffmpeg.stop(), ...this.processes.map((kept) => kept.stop())]);
    await finished.catch(() => undefined);
    await Promise.all(this.processes.map((kept) => kept.stop()));
    await this.database?.stop();
    this.lock.release();
  }

  /** Immediately, without a graceful stop. */
  async kill(): Promise<void> {
    if (this.lock.isHeld) this.file.remove();
    for (const kept of this.processes) kept.kill();
    await this.database?.stop(true);
    this.lock.release();
  }

  /** @throws AlreadyRunningError with the address of the running instance */
  private async takeOver(): Promise<void> {
    try {
      await this.lock.acquire();
    } catch (error) {
      if (!(error instanceof AlreadyRunningError)) throw error;
      const url = this.file.read()?.url;
      throw new Error(
        `Reelway ${url ? `already runs at ${url}` : 'is already starting'} with this data directory (process ${error.pid}).\nStop that one first, or choose another directory with --data-dir DIR.`,
      );
    }
    this.file.remove();
  }

  private variable(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  private async openDatabase(): Promise<void> {
    const url = this.variable('DATABASE_URL');
    const since = Date.now();
    this.database = url
      ? await useDatabase(url)
      : await EmbeddedDatabase.start(this.dataDir, this.console, () =>
          this.processes.forEach((kept) => kept.restart()),
        );
    this.console.step('database', `${this.database.description} (${this.console.elapsed(since)})`);
    this.stopping.signal.throwIfAborted();
    await this.migrate();
  }

  private async migrate(): Promise<void> {
    const since = Date.now();
    const outcome = await runCommand('Bringing the schema up to date', compiled('src/migrate.js'), {
      env: this.childEnv(),
      signal: this.stopping.signal,
    });
    const applied = /^applied (.*)/m.exec(outcome)?.[1]?.split(', ').length ?? 0;
    this.console.step(
      'schema',
      `${applied > 0 ? `${applied} migrations applied` : 'up to date'} (${this.console.elapsed(since)})`,
    );
  }

  /** Values set in the environment or .env take precedence over generated ones. */
  private useSecrets(): Secrets {
    const secrets = this.secretsFile.load(adminEmail(this.variable('BOOTSTRAP_ADMIN_EMAIL')));
    const { JWT_SECRET, TOKEN_ENC_KEYS } = secrets;
    this.settings = {
      ...this.settings,
      JWT_SECRET: this.variable('JWT_SECRET') ?? JWT_SECRET,
      TOKEN_ENC_KEYS: this.variable('TOKEN_ENC_KEYS') ?? TOKEN_ENC_KEYS,
    };
    return secrets;
  }

  private async prepareAccounts(secrets: Secrets | undefined): Promise<Accounts> {
    const since = Date.now();
    const context = { script: compiled('src/bootstrap.js'), env: this.childEnv(), signal: this.stopping.signal };
    if (!secrets) return bootstrapProduction(this.variable('BOOTSTRAP_ADMIN_EMAIL'), context);
    const accounts = await bootstrapAccounts(this.secretsFile, secrets, context);
    this.console.step('accounts', `administrator and demo key exist (${this.console.elapsed(since)})`);
    return accounts;
  }

  private async startEmulators(): Promise<Record<string, string>> {
    const since = Date.now();
    this.settings.EMULATORS_PORT = String(await freePort());
    const ready = await this.keep('emulators', 'apps/emulators/src/main.js').start();
    const allowed = [this.variable('FETCH_ALLOW_HOSTS'), ready.env?.FETCH_ALLOW_HOSTS].filter(Boolean).join(',');
    this.settings = { ...this.settings, ...ready.env, FETCH_ALLOW_HOSTS: allowed };
    this.console.step('emulators', `${Object.keys(ready.emulators ?? {}).join(', ')} (${this.console.elapsed(since)})`);
    return ready.emulators ?? {};
  }

  /**
   * Another program may take the port between the check and its use: then another port is chosen, unless one was
   * requested.
   */
  private async startProcesses(
    choice: PortChoice,
    chooseAgain: () => Promise<PortChoice>,
  ): Promise<Record<string, string> | undefined> {
    for (let attempt = 1; ; attempt++, choice = await chooseAgain()) {
      this.settings.API_PORT = String(choice.port);
      try {
        const emulators = await this.startOnce();
        if (choice.taken) this.console.step('port', `${choice.port}, because ${choice.taken} is in use`);
        return emulators;
      } catch (error) {
        if (attempt === PORT_ATTEMPTS || !/EADDRINUSE/.test((error as Error).message)) throw error;
        await Promise.all(this.processes.splice(0).map((kept) => kept.stop()));
      }
    }
  }

  /** Starts the emulators first, because the others need their addresses. */
  private async startOnce(): Promise<Record<string, string> | undefined> {
    const emulators = this.options.withEmulators ? await this.startEmulators() : undefined;
    const since = Date.now();
    const { workers } = this.options;
    const names = Array.from({ length: workers }, (_, index) => (workers === 1 ? 'worker' : `worker-${index + 1}`));
    await Promise.all([
      this.keep('api', 'apps/api/src/main.js').start(),
      ...names.map((name) => this.keep(name, 'apps/worker/src/main.js').start()),
    ]);
    if (emulators)
      await runCommand('Setting up the Stripe emulator', compiled('src/stripe-setup.js'), {
        env: this.childEnv(),
        signal: this.stopping.signal,
      });
    const note = workers === 0 ? '; no worker: jobs wait until one runs' : '';
    this.console.step('processes', `${['api', ...names].join(', ')} (${this.console.elapsed(since)})${note}`);
    return emulators;
  }

  private log(name: string): LogFile {
    return new LogFile(join(this.dataDir, 'logs', `${name}.log`));
  }

  private keep(name: string, script: string): SupervisedProcess {
    this.stopping.signal.throwIfAborted();
    const kept = new SupervisedProcess({
      name,
      script: compiled(script),
      env: () => this.childEnv(),
      log: this.log(name),
      console: this.console,
      verbose: this.options.verbose,
      onLaunch: (pid) => this.lock.addChild(name, pid),
    });
    this.processes.push(kept);
    return kept;
  }

  private childEnv(): NodeJS.ProcessEnv {
    return { ...this.env, ...this.settings, DATABASE_URL: this.database?.url };
  }
}
