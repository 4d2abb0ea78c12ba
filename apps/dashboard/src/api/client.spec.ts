import type * as Client from './client';
import type * as Session from './session';
import type * as Shown from './shown-workspace';

const [ADA, BEA] = [{ id: 'ada' }, { id: 'bea' }];

describe('a request of the dashboard', () => {
  const { localStorage, navigator, BroadcastChannel, fetch } = globalThis;
  const sent: Request[] = [];
  let answers: Response[] = [];
  /** Opens the lock for which a renewal of the token waits. */
  let unlock: () => void;
  let channels: { onmessage?: (event: object) => void }[] = [];
  let [{ send }, session, shown] = [{} as typeof Client, {} as typeof Session, {} as typeof Shown];

  const opened = (user: object, seconds = 900) => Response.json({ access_token: 'token', expires_in: seconds, user });
  const refused = (status: number, code: string) => Response.json({ code }, { status });
  const request = () => send(new Request('http://reelway.test/api/keys', { method: 'POST', body: '{}' }));
  const signIn = () => session.signIn({} as never);

  beforeEach(() => {
    const stored = new Map<string, string>();
    const locked = new Promise<void>((resolve) => (unlock = resolve));
    [channels, answers, sent.length] = [[], [], 0];
    replace({
      localStorage: {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, value: string) => stored.set(name, value),
        removeItem: (name: string) => stored.delete(name),
      },
      navigator: { locks: { request: (_: string, work: () => unknown) => locked.then(work) } },
      BroadcastChannel: class {
        onmessage?: (event: object) => void;
        constructor() {
          channels.push(this);
        }
        postMessage = () => undefined;
        addEventListener = () => undefined;
      },
      fetch: (input: string | Request) => {
        if (input instanceof Request) sent.push(input);
        return Promise.resolve(answers.shift() ?? Response.json({}));
      },
    });
    jest.isolateModules(() => {
      session = jest.requireActual('./session');
      shown = jest.requireActual('./shown-workspace');
      ({ send } = jest.requireActual<typeof Client>('./client'));
    });
  });
  afterAll(() => replace({ localStorage, navigator, BroadcastChannel, fetch }));

  it('is for the workspace that the tab showed when a person made it, though it shows another soon after', async () => {
    answers = [opened(ADA, 1), opened(ADA)];
    await signIn();
    shown.sessionWorksIn({ id: 'first', name: 'First' });
    const answer = request();
    shown.showAnew();
    shown.sessionWorksIn({ id: 'second', name: 'Second' });
    unlock();
    await answer;
    expect(sent.map(({ headers }) => headers.get('X-Workspace-Id'))).toEqual(['first']);
  });

  it('lets the tab ask where to continue when the API refuses only its repetition for the workspace', async () => {
    answers = [opened(ADA), refused(401, 'authentication_required'), opened(ADA), refused(409, 'workspace_changed')];
    await signIn();
    shown.sessionWorksIn({ id: 'first', name: 'First' });
    unlock();
    expect((await request()).status).toBe(409);
    expect(sent).toHaveLength(2);
    expect(shown.isWorkspaceLeft()).toBe(true);
  });

  it('is not repeated in the name of another person who signs in while it waits for a new token', async () => {
    answers = [opened(ADA), refused(401, 'authentication_required'), opened(BEA)];
    await signIn();
    const answer = request();
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const { onmessage } of channels) onmessage?.({ data: { userId: BEA.id } });
    unlock();
    expect((await answer).status).toBe(401);
    expect(sent).toHaveLength(1);
    expect(session.currentUser()).toEqual(BEA);
  });
});

function replace(values: object): void {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
