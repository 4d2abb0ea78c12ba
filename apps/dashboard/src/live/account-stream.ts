import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { EventSource } from 'eventsource';
import { send } from '../api/client';
import { type AccountEvent, ALL_AFFECTED, affectedBy, EVENT_TYPES } from './account-events';
import { paced } from './paced';
import { setFollowing } from './poll-interval';

const PATH = '/api/events/stream';
/** After an answer that is no stream; the client itself reconnects after a lost connection. */
const REFUSED_MS = 30_000;

/** A message between the tabs of a browser. `lastId`: the id of the last event that the sender has seen. */
type TabMessage =
  | { kind: 'question' }
  | { kind: 'state'; isOpen: boolean; lastId: string | undefined }
  | { kind: 'reset'; lastId: string }
  | { kind: 'event'; lastId: string; event: AccountEvent };

/**
 * Reads again what the events of the account change, until the returned function is called. One tab of the browser
 * holds the connection and sends its events to the others; the next one takes over when it closes.
 */
export function followAccount(userId: string, queries: QueryClient): () => void {
  // Locks exist on secure origins only; elsewhere the screens poll.
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return () => undefined;
  const stream = new AccountStream(`reelway-events-${userId}`, queries);
  const ended = new AbortController();
  const { signal } = ended;
  locks.request(stream.name, { signal }, () => stream.hold(signal)).catch(() => undefined);
  return () => {
    ended.abort();
    stream.close();
  };
}

class AccountStream {
  private readonly channel: BroadcastChannel;
  private readonly renewList: (queryKey: QueryKey) => void;
  private lastId: string | undefined;
  /** While this tab holds the connection. */
  private source: EventSource | undefined;

  constructor(
    readonly name: string,
    private readonly queries: QueryClient,
  ) {
    this.renewList = paced((queryKey) => void queries.invalidateQueries({ queryKey }));
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<TabMessage>) => this.receive(data);
    this.post({ kind: 'question' });
  }

  /** Stays connected until the signal; only one tab at a time may call it. */
  async hold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.connect(signal);
      await pause(REFUSED_MS, signal);
    }
  }

  close(): void {
    this.channel.close();
    setFollowing(false);
  }

  /** Resolves when the server refuses the stream. */
  private connect(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const source = new EventSource(PATH, { fetch: (url, init) => this.request(url, init) });
      this.source = source;
      const end = () => {
        source.close();
        this.source = undefined;
        resolve();
      };
      signal.addEventListener('abort', end, { once: true });
      source.addEventListener('ready', ({ lastEventId }) => this.share(this.state(true, lastEventId)));
      source.addEventListener('reset', ({ lastEventId }) => this.share({ kind: 'reset', lastId: lastEventId }));
      for (const type of EVENT_TYPES)
        source.addEventListener(type, ({ lastEventId, data }: MessageEvent<string>) =>
          this.share({ kind: 'event', lastId: lastEventId, event: JSON.parse(data) as AccountEvent }),
        );
      source.onerror = () => {
        this.share(this.state(false));
        if (source.readyState === source.CLOSED) end();
      };
    });
  }

  /** Continues after the last event that this tab has seen, also when another tab received it. */
  private request(url: string | URL, init: RequestInit): Promise<Response> {
    const request = new Request(url, init);
    if (this.lastId !== undefined) request.headers.set('Last-Event-ID', this.lastId);
    return send(request);
  }

  private share(message: TabMessage): void {
    this.post(message);
    this.receive(message);
  }

  private receive(message: TabMessage): void {
    if (message.kind === 'question') {
      if (this.source) this.post(this.state(this.source.readyState === this.source.OPEN));
      return;
    }
    const { lastId } = message;
    // What this tab read before its first event id may be older than the event.
    const isBehind = message.kind === 'reset' || (this.lastId === undefined && lastId !== undefined);
    this.lastId = lastId ?? this.lastId;
    setFollowing(message.kind !== 'state' || message.isOpen);
    if (isBehind) this.renewAll();
    if (message.kind === 'event') this.renew(message.event);
  }

  private renew(event: AccountEvent): void {
    const { details, lists } = affectedBy(event);
    for (const queryKey of details) void this.queries.invalidateQueries({ queryKey });
    for (const queryKey of lists) this.renewList(queryKey);
  }

  private renewAll(): void {
    for (const queryKey of ALL_AFFECTED) void this.queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
  }

  private state(isOpen: boolean, lastId = this.lastId): TabMessage {
    return { kind: 'state', isOpen, lastId };
  }

  private post(message: TabMessage): void {
    this.channel.postMessage(message);
  }
}

/** Resolves after the time, or at the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, signal.aborted ? 0 : ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
