import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SafeHttpService } from '@app/core';
import {
  type EditCheckService,
  editTooExpensive,
  invalidEdit,
  type LengthsOf,
  type RemoteProbe,
  type RenderProviders,
} from '@app/render-proxy';
import { EditPlannerService } from './edit-planner.service';

/** What the check finds in an edit whose lengths are known. */
interface TestEdit {
  sources: string[];
  outcome?: 'is invalid' | 'is too expensive';
}

describe('the plan of a batch', () => {
  /** Look-ups that have begun and not ended, in the order in which they began. */
  let open: { end: () => void }[];
  let begun: TestEdit[];
  let asked: string[];
  let planner: EditPlannerService;
  beforeEach(() => {
    [open, begun, asked] = [[], [], []];
    planner = new EditPlannerService(
      { chosen: { name: 'toy' } } as unknown as RenderProviders,
      { check } as unknown as EditCheckService,
      { seconds: lookUp } as unknown as RemoteProbe,
      { renewOwn: (url: string) => url } as unknown as SafeHttpService,
      { RENDER_PRICING: 'per_minute' },
    );
  });
  afterEach(() => jest.restoreAllMocks());

  const check = async ({ request }: { request: TestEdit }, lengthsOf: LengthsOf) => {
    begun.push(request);
    const { sources, outcome } = request;
    const lengths = sources.length > 0 ? [...(await lengthsOf(sources)).values()] : [];
    const errors = [{ path: 'output', code: 'toy', message: 'It is a test.' }];
    if (outcome) throw (outcome === 'is invalid' ? invalidEdit : editTooExpensive)(undefined, { errors });
    return { seconds: lengths.reduce<number>((sum, seconds) => sum + (seconds ?? 100), 0), sourcesToAllow: [] };
  };
  /** The number in front of a source is its length. */
  const lookUp = (src: string) => {
    asked.push(src);
    return new Promise<number>((resolve) => open.push({ end: () => resolve(Number.parseInt(src, 10)) }));
  };
  const editOf = (seconds: number, sources: number, outcome?: TestEdit['outcome']): TestEdit => ({
    sources: Array.from({ length: sources }, (_, index) => `${seconds} of source ${index}`),
    ...(outcome && { outcome }),
  });
  const planned = (edits: TestEdit[]) =>
    planner
      .planAll({ ownerId: 'a' }, edits, (index) => `renders[${index}]`)
      .then(
        (plans) => plans.map(({ seconds }) => seconds),
        (error: unknown) => error,
      );
  /** Ends the look-ups, the newest first, each when everything has begun that does not wait for it. */
  const endAll = async () => {
    let most = 0;
    for (await nextTurn(); open.length > 0; await nextTurn()) {
      most = Math.max(most, open.length);
      open.pop()?.end();
    }
    return most;
  };
  const refusal = (code: string, ...edits: number[]) =>
    expect.objectContaining({
      code,
      options: expect.objectContaining({
        errors: edits.map((edit) => expect.objectContaining({ path: `renders[${edit}].output` })),
      }),
    });

  it('asks for four sources of all its edits at a time, and keeps their order', async () => {
    const plans = planned(Array.from({ length: 12 }, (_, index) => editOf(index + 1, 2)));
    expect(await endAll()).toBe(4);
    expect(await plans).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
  });

  it('waits for four edits that have one source each', async () => {
    const plans = planned(Array.from({ length: 12 }, (_, index) => editOf(index + 1, 1)));
    expect(await endAll()).toBe(4);
    expect(await plans).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('begins no look-up after the time for all of them', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    const plans = planned(Array.from({ length: 12 }, (_, index) => editOf(index + 1, 1)));
    await nextTurn();
    now.mockReturnValue(30_000);
    await endAll();
    expect(asked).toHaveLength(4);
    expect(await plans).toEqual([1, 2, 3, 4, ...Array.from({ length: 8 }, () => 100)]);
  });

  it('names the faults of all edits in their order, whichever was found first', async () => {
    const edits = [editOf(1, 1, 'is invalid'), editOf(2, 0, 'is invalid'), editOf(3, 1), editOf(4, 1, 'is invalid')];
    const plans = planned([...edits, editOf(5, 0, 'is invalid')]);
    await endAll();
    expect(await plans).toEqual(refusal('invalid_edit', 0, 1, 3, 4));
  });

  it('ends at the first edit that is too expensive', async () => {
    const edits = [editOf(1, 1, 'is invalid'), editOf(2, 1, 'is too expensive'), editOf(3, 0, 'is too expensive')];
    const plans = planned([...edits, ...Array.from({ length: 10 }, (_, index) => editOf(index, 1))]);
    await endAll();
    expect(await plans).toEqual(refusal('edit_too_expensive', 1));
    expect(begun).toHaveLength(4);
  });
});
