import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type InstanceDetails, TestInstance } from './instance-harness';
import { signUp, type TestAccount } from './test-account';
import { waitUntil } from './wait-until';

/** How much longer than usual a second client may wait while the attack runs. */
const DELAY_LIMIT_MS = 250;
/** Maximum anonymous memory of any single process of the instance. */
const MEMORY_LIMIT_MB = 1_024;
/** Maximum time until the answer to a hostile request. */
const ANSWER_LIMIT_MS = 5_000;

interface Report {
  answer: string;
  usualMs: number;
  worst: { delayMs: number; status: number };
  peak: { mb: number; command: string };
  failures: { status: number; ms: number }[];
}

export interface AttackAnswer {
  status: number;
  /** At most the first 256 KB. */
  text: string;
  bytes: number;
  ms: number;
  headers: Headers;
}

/** `npm start` with default settings, and a second client that measures the effect of attacks. */
export class WatchedInstance {
  private readonly instance: TestInstance;
  private watch: ChildProcess | undefined;
  private processes: number[] = [];
  details!: InstanceDetails;
  /** A new account: address not verified, no tokens except the welcome grant. */
  stranger!: TestAccount;

  constructor(env: Record<string, string> = {}) {
    this.instance = new TestInstance(env);
  }

  async start(): Promise<this> {
    this.details = await this.instance.start();
    const [victim, stranger] = [await signUp(this.details.url), await signUp(this.details.url)];
    this.stranger = stranger;
    this.watch = fork(join(__dirname, 'instance-watch.mjs'), {
      execArgv: [],
      env: {
        PATH: process.env.PATH,
        WATCH_URL: this.details.url,
        WATCH_TOKEN: victim.accessToken,
        WATCH_PID: String(this.details.pid),
      },
    });
    await waitUntil(async () => Number.isFinite((await this.report('report')).usualMs), { timeoutMs: 60_000 });
    this.processes = this.pids();
    return this;
  }

  /** The processes that must not be restarted. */
  private readonly pids = () => [this.pidOf('api'), this.pidOf('worker')];

  pidOf(part: 'api' | 'worker'): number {
    return this.instance.pidOf(part);
  }

  /**
   * Runs an attack and asserts its effect on others: no wait of more than 250 ms, no process above 1 GB, no restart, no
   * failed request.
   */
  async during<T>(attack: () => Promise<T>): Promise<T> {
    await this.report('reset');
    const result = await attack();
    const { worst, peak, failures } = await this.report('report');
    expect({ failures, worst }).toEqual({ failures: [], worst: expect.objectContaining({ status: 200 }) });
    expect(worst.delayMs).toBeLessThanOrEqual(DELAY_LIMIT_MS);
    expect({ ...peak, isWithinLimit: peak.mb <= MEMORY_LIMIT_MB }).toEqual({ ...peak, isWithinLimit: true });
    expect(this.pids()).toEqual(this.processes);
    return result;
  }

  /** Sends one hostile request; its answer is not a 5xx, comes within five seconds and is at most 64 KB long. */
  async attack(method: string, path: string, init: Omit<RequestInit, 'method'> = {}): Promise<AttackAnswer> {
    const answer = await this.send(method, path, init);
    expect({ isServerFault: answer.status >= 500, answer: answer.text.slice(0, 500) }).toMatchObject({
      isServerFault: false,
    });
    expect(answer.ms).toBeLessThanOrEqual(ANSWER_LIMIT_MS);
    expect(answer.bytes).toBeLessThanOrEqual(65_536);
    return answer;
  }

  /** The same with JSON from the stranger's account. */
  attackJson(path: string, body: unknown, token = this.stranger.accessToken): Promise<AttackAnswer> {
    return this.attack('POST', path, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async send(method: string, path: string, init: Omit<RequestInit, 'method'> = {}): Promise<AttackAnswer> {
    const began = performance.now();
    const answer = await fetch(`${this.details.url}${path}`, {
      ...init,
      method,
      signal: AbortSignal.timeout(180_000),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      text: text.slice(0, 262_144),
      bytes: Buffer.byteLength(text),
      ms: Math.round(performance.now() - began),
      headers: answer.headers,
    };
  }

  async dispose(): Promise<void> {
    this.watch?.kill('SIGKILL');
    await this.instance.dispose();
  }

  private report(question: 'reset' | 'report'): Promise<Report> {
    return new Promise((resolve, reject) => {
      const { watch } = this;
      if (!watch?.connected) return reject(new Error('the watch has ended'));
      watch.once('message', (message) => resolve(message as Report));
      watch.send(question);
    });
  }
}
