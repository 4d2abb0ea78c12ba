import type { NewUpload, SentUpload, TransferState, Transfer as TransferType } from './transfer';

const ID = '0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10';
const HEADERS = {};

/** What the API answers, by method and path; `ID` stands for the last announced upload. */
type Answers = Record<string, (() => unknown) | undefined>;

describe('a transfer', () => {
  const { localStorage, navigator, BroadcastChannel, fetch, Request, XMLHttpRequest } = globalThis;
  /** What the API was asked for. */
  let calls: string[];
  /** The addresses of the files that the store was sent. */
  let puts: string[];
  /** What the store answers next; 200 when empty. */
  let refusals: { status: number; text?: string }[];
  let answers: Answers;
  let Transfer: typeof TransferType;
  let states: TransferState['phase'][];

  const video = new File(['0123456789'], 'ride.mp4', { type: 'video/mp4', lastModified: 1 });
  const upload: NewUpload = { video, track: undefined, cover: undefined, posts: {} };
  const transferOf = (of: NewUpload = upload) => new Transfer(of, ({ phase }) => states.push(phase));
  const announced = (more: object) => ({
    upload_id: ID,
    presigned_url: null,
    headers: HEADERS,
    expires_in: 3_600,
    telemetry_presigned_url: null,
    telemetry_headers: HEADERS,
    covers: [],
    warnings: [],
    ...more,
  });
  const part = { part_number: 1, size: 10, url: 'part-1', headers: HEADERS };

  beforeEach(() => {
    [calls, puts, refusals, answers] = [[], [], [], {}];
    states = [];
    const stored = new Map<string, string>();
    replace({
      localStorage: {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, value: string) => stored.set(name, value),
        removeItem: (name: string) => stored.delete(name),
      },
      navigator: {},
      BroadcastChannel: class {},
      // The addresses of the dashboard have no origin.
      Request: class extends Request {
        constructor(input: string, init?: RequestInit) {
          super(new URL(input, 'http://reelway.test'), init);
        }
      },
      fetch: async ({ method, url }: Request) => {
        const call = `${method} ${new URL(url).pathname}`;
        calls.push(call);
        const answer = await (answers[call] ?? (() => ({})))();
        return answer instanceof Response ? answer : Response.json(answer);
      },
      XMLHttpRequest: storeOf(puts, () => refusals.shift() ?? { status: 200 }),
    });
    jest.isolateModules(() => {
      ({ Transfer } = jest.requireActual<{ Transfer: typeof TransferType }>('./transfer'));
    });
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => replace({ localStorage, navigator, BroadcastChannel, fetch, Request, XMLHttpRequest }));

  describe('that is paused while the API says which parts are missing', () => {
    let answerParts: () => void;
    let transfer: TransferType;
    let sent: Promise<SentUpload>;

    beforeEach(async () => {
      let lists = 0;
      const asked = new Promise<void>((resolve) => {
        answers = {
          'POST /api/uploads/presign': () => announced({ multipart: {} }),
          [`POST /api/uploads/${ID}/parts`]: async () => {
            const parts = puts.includes(part.url) ? [] : [part];
            resolve();
            if (lists++ === 0) await new Promise<void>((answer) => (answerParts = answer));
            return { parts, finished: [], part_size: 10 };
          },
        };
      });
      transfer = transferOf();
      sent = transfer.run();
      await asked;
      transfer.pause();
    });

    it('sends nothing until it is resumed, and then everything', async () => {
      answerParts();
      await settled();
      expect(puts).toEqual([]);
      transfer.resume();
      await expect(sent).resolves.toMatchObject({ id: ID });
      expect(puts).toEqual([part.url]);
    });

    it('ends when the person leaves, so that the file is free for another one', async () => {
      transfer.stop();
      answerParts();
      await expect(sent).rejects.toThrow('left');
      expect(puts).toEqual([]);
    });
  });
});

/** Requests to a store, as the XHR standard has them: without `send`, `abort` has no event. */
function storeOf(puts: string[], answerOf: () => { status: number; text?: string }): unknown {
  return class {
    status = 0;
    responseText = '';
    upload: { onprogress?: (event: { loaded: number }) => void } = {};
    onload?: () => void;
    onabort?: () => void;
    onloadend?: () => void;
    private url = '';
    private state: 'opened' | 'sent' | 'over' = 'opened';
    open(_method: string, url: string) {
      this.url = url;
    }
    setRequestHeader = () => undefined;
    send(body: Blob) {
      this.state = 'sent';
      puts.push(this.url);
      this.upload.onprogress?.({ loaded: body.size });
      setImmediate(() => this.end(this.onload, answerOf()));
    }
    abort() {
      if (this.state === 'sent') this.end(this.onabort, { status: 0 });
    }
    private end(listener: (() => void) | undefined, { status, text = '' }: { status: number; text?: string }) {
      if (this.state === 'over') return;
      this.state = 'over';
      [this.status, this.responseText] = [status, text];
      listener?.();
      this.onloadend?.();
    }
  };
}

/** Resolves when everything that waits for nothing has run. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

function replace(values: object): void {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
