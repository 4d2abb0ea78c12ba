import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type InstanceDetails, TestInstance } from './instance-harness';
import { signUp, type TestAccount } from './test-account';
import { waitUntil } from './wait-until';

/**
 * How much longer than usual a second client may wait while the attack runs; on slower machines proportionally more.
 */
const DELAY_LIMIT_MS = 250;
/** Maximum time until the answer to a hostile request; on slower machines proportionally more. */
const ANSWER_LIMIT_MS = 5_000;
/**
 * Disturbances only make a measurement of time worse, so one good measurement is enough. A fault of the product shows
 * every time.
 */
const ATTEMPTS = 3;
/**
 * Processors that other programs may keep busy during an attempt that counts. Beyond that an attempt that was too slow
 * shows nothing, and more of them are made.
 */
const FOREIGN_PROCESSORS = 0.2;
const DISTURBED_ATTEMPTS = 9;
/** Number of people whose requests are measured. */
const OTHERS = 4;
/** Maximum anonymous memory of any single process of the instance. */
const MEMORY_LIMIT_MB = 1_024;
const ANSWER_LIMIT_BYTES = 65_536;

interface Report {
  /** Set once the usual time of a request is known. */
  isReady: boolean;
  /** How many times slower this machine is than the one on which the limits were set; at least 1. */
  slowness: number;
  /** Processors that programs other than this test and its instance kept busy. */
  foreign: number;
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
  /** Longest time until an answer to the attack that runs. */
  private slowestAnswerMs = 0;
  private slowness = 1;
  details!: InstanceDetails;
  /** A new account: address not verified, no tokens except the welcome grant. */
  stranger!: TestAccount;

  constructor(env: Record<string, string> = {}) {
    this.instance = new TestInstance(env);
  }

  async start(): Promise<this> {
    this.details = await this.instance.start();
    const others: string[] = [];
    for (let count = 0; count < OTHERS; count += 1) others.push((await signUp(this.details.url)).accessToken);
    this.stranger = await signUp(this.details.url);
    this.watch = fork(join(__dirname, 'instance-watch.mjs'), {
      execArgv: [],
      env: {
        PATH: process.env.PATH,
        WATCH_URL: this.details.url,
        WATCH_TOKENS: others.join(),
        WATCH_PID: String(this.details.pid),
      },
    });
    const report = () => this.report('report');
    await waitUntil(async () => (await report()).isReady, { timeoutMs: 60_000 });
    this.slowness = (await report()).slowness;
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
   * failed request, and answers to the attacker within 5 s. An attack that took too long runs again, so that a
   * disturbance of the machine does not count.
   * @param attempts 1 for an attack that cannot be repeated
   */
  async during<T>(attack: () => Promise<T>, { attempts = ATTEMPTS } = {}): Promise<T> {
    let disturbed = attempts === 1 ? 0 : DISTURBED_ATTEMPTS;
    for (let attempt = 1; ; attempt += 1) {
      this.slowestAnswerMs = 0;
      await this.report('reset');
      const result = await attack();
      const { worst, peak, failures, foreign } = await this.report('report');
      expect({ failures, peak: { ...peak, isTooMuch: peak.mb > MEMORY_LIMIT_MB } }).toEqual({
        failures: [],
        peak: { ...peak, isTooMuch: false },
      });
      expect(this.pids()).toEqual(this.processes);
      const waits = { delayMs: worst.delayMs, answerMs: this.slowestAnswerMs };
      const limits = { delayMs: DELAY_LIMIT_MS * this.slowness, answerMs: ANSWER_LIMIT_MS * this.slowness };
      const isTooSlow = waits.delayMs > limits.delayMs || waits.answerMs > limits.answerMs;
      if (!isTooSlow) return result;
      if (foreign > FOREIGN_PROCESSORS && disturbed > 0) {
        disturbed -= 1;
        attempt -= 1;
      } else if (attempt >= attempts)
        throw new Error(`Others waited too long: ${JSON.stringify({ waits, limits, foreign })}`);
    }
  }

  /** Sends one hostile request; its answer is not a 5xx and is at most 64 KB long. */
  async attack(method: string, path: string, init: Omit<RequestInit, 'method'> = {}): Promise<AttackAnswer> {
    const answer = await this.send(method, path, init);
    expect({ isServerFault: answer.status >= 500, answer: answer.text.slice(0, 500) }).toMatchObject({
      isServerFault: false,
    });
    expect(answer.bytes).toBeLessThanOrEqual(ANSWER_LIMIT_BYTES);
    this.slowestAnswerMs = Math.max(this.slowestAnswerMs, answer.ms);
    return answer;
  }

  /** The same with JSON from the stranger's account. */
  attackJson(path: string, body: unknown, token = this.stranger.accessToken): Promise<AttackAnswer> {
    return this.attack('POST', path, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Like `attackJson`, and fails by itself when the answer takes too long. */
  async attackInTime(path: string, body: unknown): Promise<AttackAnswer> {
    const answer = await this.attackJson(path, body);
    expect({ ms: answer.ms, isTooLate: answer.ms > ANSWER_LIMIT_MS * this.slowness }).toMatchObject({
      isTooLate: false,
    });
    return answer;
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
