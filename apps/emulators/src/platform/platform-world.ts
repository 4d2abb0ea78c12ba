import { Clock } from '../clock';
import type { HostAddresses } from '../emulator';
import { type FaultAction, FaultRules } from './fault-rules';
import { Ids } from './ids';
import type { MediaProfile } from './media-profile';
import { PostLedger } from './post-ledger';
import { RateWindows } from './rate-windows';
import { readMp4 } from './read-mp4';
import type { Violation, ViolationKind } from './violations';

const MOST_REQUESTS = 20_000;

export interface SeenRequest {
  sequence: number;
  /** The emulator's time. */
  at: string;
  op: string;
  account: string | null;
  method: string;
  host: string;
  path: string;
  /** Null while there is no answer. */
  status: number | null;
  request_bytes: number;
  effects: string[];
  fault: string | null;
}

/** A user's answer at the consent page, planned by a test. */
export interface PlannedConsent {
  decision: 'approve' | 'deny' | 'partial' | 'wrong_account';
  /** Default: the first one. */
  account?: string;
  /** Pages that the user picks; default: all. */
  pages?: string[];
  /** Scopes that the user leaves ticked; default: all, or the first half of them if `partial`. */
  scopes?: string[];
}

/** Our application as it is registered with a platform. */
export interface RegisteredApp {
  client_id: string;
  client_secret: string;
  /** Null: any address is valid. */
  redirect_uris: string[] | null;
  /** An app that has not passed the platform's audit publishes in private only. */
  audited: boolean;
}

/** Who follows an account. */
export interface Audience {
  followers: number;
  /** The platform does not show the number. */
  is_hidden: boolean;
}

/** What all platforms have in common: time, requests, faults, violations, posts, and planned consents. */
export class PlatformWorld {
  readonly clock = new Clock();
  ids = new Ids();
  readonly faults = new FaultRules();
  readonly rates = new RateWindows();
  readonly violations: Violation[] = [];
  readonly requests: SeenRequest[] = [];
  readonly ledger = new PostLedger(({ kind, detail }) => this.violate(kind, this.sequence, detail));
  readonly consents: PlannedConsent[] = [];
  /** The properties that tests set for files, by SHA-256. */
  readonly media = new Map<string, MediaProfile>();
  /** Grants whose tokens are being refreshed. */
  readonly refreshing = new Set<string>();
  private readonly audiences = new Map<string, Audience>();
  /** Publishing calls whose answer the client never got, until it queries the outcome. */
  private readonly lost = new Set<string>();
  private sequence = 0;
  /** Checks the content of files, not only the properties that a test sets for them. */
  readsFiles = false;

  constructor(
    readonly hosts: HostAddresses,
    readonly namedFaults: Readonly<Record<string, FaultAction>>,
  ) {}

  /** Forgets posts, requests, violations, faults and planned consents; users, tokens and uploads stay. */
  reset(seed?: string): void {
    for (const list of [this.ledger.posts, this.requests, this.violations, this.consents]) list.length = 0;
    this.faults.set([]);
    this.lost.clear();
    if (seed !== undefined) this.ids = new Ids(seed);
  }

  now(): number {
    return this.clock.now();
  }

  /** Who follows an account, by its id at the platform. */
  audience(account: string): Audience {
    const audience = this.audiences.get(account) ?? { followers: 12, is_hidden: false };
    this.audiences.set(account, audience);
    return audience;
  }

  /** The emulator's time in whole seconds. */
  seconds(): number {
    return Math.floor(this.now() / 1_000);
  }

  see(request: Omit<SeenRequest, 'sequence' | 'at'>): SeenRequest {
    this.sequence += 1;
    const seen = { sequence: this.sequence, at: this.clock.iso(), ...request };
    this.requests.push(seen);
    if (this.requests.length > MOST_REQUESTS) this.requests.shift();
    return seen;
  }

  /**
   * The properties of a file: from a test, or from the file itself if this emulator reads files.
   * @param video undefined for a large file
   */
  profileOf(sha256: string, video: Buffer | undefined): MediaProfile {
    return this.media.get(sha256) ?? (this.readsFiles && video ? readMp4(video) : undefined) ?? {};
  }

  violate(kind: ViolationKind, sequence: number, detail: string): void {
    this.violations.push({ kind, sequence, detail });
  }

  loseAnswer(commit: string): void {
    this.lost.add(commit);
  }

  isLost(commit: string): boolean {
    return this.lost.has(commit);
  }

  learnOutcome(commit: string): void {
    this.lost.delete(commit);
  }
}
