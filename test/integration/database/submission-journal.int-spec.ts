import { type BegunSubmission, type Lease, newId, type Submission, SubmissionJournal } from '@app/core';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const GRACE_SECONDS = 60;
const MOST_UNCONFIRMED = 2;
const journal = new SubmissionJournal({
  table: 'journal',
  subject: { table: 'subjects', column: 'subject_id' },
  graceSeconds: GRACE_SECONDS,
  mostUnconfirmed: MOST_UNCONFIRMED,
});
const LOST = { code: 'row_lease_lost' };
const OPEN = ['sent', 'unknown', 'accepted'];

interface Row {
  number: number;
  state: string;
  reference: string | null;
}

let database: TestDatabase;
let db: DataSource;

const rowsOf = (id: string) =>
  db.query<Row[]>('select number, state, reference from journal where subject_id = $1 order by number', [id]);
const newLease = async (): Promise<Lease> => {
  const id = newId();
  await db.query('insert into subjects (id, lease_epoch) values ($1, 1)', [id]);
  return { id, epoch: 1 };
};
/** Another worker takes the subject. */
const takeOver = async ({ id }: Lease): Promise<Lease> => {
  const [rows] = await db.query<[{ epoch: number }[], number]>(
    'update subjects set lease_epoch = lease_epoch + 1 where id = $1 returning lease_epoch as epoch',
    [id],
  );
  return { id, epoch: rows[0]?.epoch ?? 0 };
};
const graceIsOver = ({ id }: Lease) =>
  db.query(`update journal set updated_at = updated_at - $2::float8 * interval '1 second' where subject_id = $1`, [
    id,
    GRACE_SECONDS,
  ]);
const begun = (result: BegunSubmission): Submission => {
  if (result.outcome !== 'begun') throw new Error(`nothing was begun: ${result.outcome}`);
  return result.submission;
};

beforeAll(async () => {
  database = await createTestDatabase();
  db = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  await db.query('create table subjects (id uuid primary key, lease_epoch integer not null)');
  await db.query(`create table journal (
    subject_id uuid not null references subjects, number smallint not null, state text not null, reference text,
    lease_epoch integer not null, updated_at timestamptz not null default now(), primary key (subject_id, number),
    check ((state = 'accepted') = (reference is not null)))`);
  await db.query(
    `create unique index journal_one_open on journal (subject_id) where state in ('sent', 'unknown', 'accepted')`,
  );
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

describe('a submission journal', () => {
  it('begins one of many concurrent submissions', async () => {
    const lease = await newLease();
    const results = await Promise.all(Array.from({ length: 8 }, () => journal.begin(db, lease)));
    expect(results.filter(({ outcome }) => outcome === 'begun')).toHaveLength(1);
    expect(results.filter(({ outcome }) => outcome === 'unconfirmed')).toHaveLength(7);
  });

  it('continues an accepted one and never sends it again', async () => {
    const lease = await newLease();
    await journal.accept(db, begun(await journal.begin(db, lease)), 'theirs');
    const heir = await takeOver(lease);
    await graceIsOver(lease);
    expect(await journal.begin(db, heir)).toEqual({ outcome: 'accepted', reference: 'theirs' });
  });

  it.each<[string, (submission: Submission, lease: Lease) => Promise<boolean>]>([
    ['a refusal', (submission) => journal.refuse(db, submission)],
    ['one that a probe has disproved', (_, lease) => journal.disprove(db, lease)],
  ])('lets the next one follow %s immediately, any number of times', async (_, end) => {
    const lease = await newLease();
    for (let round = 1; round <= 2 * MOST_UNCONFIRMED; round += 1) {
      const submission = begun(await journal.begin(db, lease));
      expect(submission.number).toBe(round);
      expect(await end(submission, lease)).toBe(true);
    }
  });

  it('waits for confirmation of an unanswered one, then sends another, then gives up', async () => {
    const lease = await newLease();
    for (let round = 1; round <= MOST_UNCONFIRMED; round += 1) {
      begun(await journal.begin(db, lease));
      const early = await journal.begin(db, lease);
      expect(early).toMatchObject({ outcome: 'unconfirmed', retryAfterSeconds: expect.any(Number) });
      await graceIsOver(lease);
    }
    expect(await journal.begin(db, lease)).toEqual({ outcome: 'exhausted' });
    expect((await rowsOf(lease.id)).map(({ state }) => state)).toEqual(['abandoned', 'abandoned']);
  });

  it('adopts an unconfirmed one when its confirmation arrives', async () => {
    const lease = await newLease();
    await journal.unknown(db, begun(await journal.begin(db, lease)));
    expect(await journal.adopt(db, lease, 'theirs')).toBe(true);
    expect(await journal.adopt(db, lease, 'another')).toBe(false);
    expect(await rowsOf(lease.id)).toEqual([{ number: 1, state: 'accepted', reference: 'theirs' }]);
  });

  it('begins, adopts and disproves only for the holder of the lease, and accepts a late answer from the sender', async () => {
    const lease = await newLease();
    const submission = begun(await journal.begin(db, lease));
    await takeOver(lease);
    await expect(journal.begin(db, lease)).rejects.toMatchObject(LOST);
    await expect(journal.adopt(db, lease, 'x')).rejects.toMatchObject(LOST);
    await expect(journal.disprove(db, lease)).rejects.toMatchObject(LOST);
    expect(await journal.accept(db, { ...submission, epoch: 2 }, 'forged')).toBe(false);
    expect(await journal.accept(db, submission, 'theirs')).toBe(true);
  });

  it('agrees with its model in any order of events', async () => {
    const step = fc.record({
      what: fc.constantFrom('begin', 'accept', 'refuse', 'unknown', 'adopt', 'disprove', 'takeOver', 'wait'),
      isStale: fc.boolean(),
      which: fc.nat({ max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const model = new JournalModel(await newLease());
        for (const { what, isStale, which } of steps) {
          await model.run(what, isStale, which);
          expect(await rowsOf(model.lease.id)).toEqual(model.rows);
          expect(model.rows.filter(({ state }) => OPEN.includes(state)).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** The same in plain code: one list, no database. */
class JournalModel {
  readonly rows: Row[] = [];
  private readonly sent: Submission[] = [];
  private readonly isOld = new Set<number>();

  constructor(public lease: Lease) {}

  async run(what: string, isStale: boolean, which: number): Promise<void> {
    const lease = isStale ? { ...this.lease, epoch: this.lease.epoch - 1 } : this.lease;
    if (what === 'takeOver') this.lease = await takeOver(this.lease);
    else if (what === 'wait') await this.wait();
    else if (what === 'accept' || what === 'refuse' || what === 'unknown') await this.answer(what, which);
    else if (isStale) await expect(this.underLease(what, lease)).rejects.toMatchObject(LOST);
    else if (what === 'begin') await this.begin();
    else expect(await this.underLease(what, lease)).toBe(this.close(what === 'adopt' ? 'accepted' : 'refused'));
  }

  private underLease(what: string, lease: Lease): Promise<unknown> {
    if (what === 'begin') return journal.begin(db, lease);
    return what === 'adopt' ? journal.adopt(db, lease, 'seen') : journal.disprove(db, lease);
  }

  private async wait(): Promise<void> {
    await graceIsOver(this.lease);
    for (const { number } of this.rows) this.isOld.add(number);
  }

  private async begin(): Promise<void> {
    const result = await journal.begin(db, this.lease);
    const open = this.rows.find(({ state }) => OPEN.includes(state));
    if (open?.state === 'accepted') return expect(result.outcome).toBe('accepted');
    if (open && !this.isOld.has(open.number)) return expect(result.outcome).toBe('unconfirmed');
    if (open) open.state = 'abandoned';
    if (this.rows.filter(({ state }) => state === 'abandoned').length >= MOST_UNCONFIRMED)
      return expect(result.outcome).toBe('exhausted');
    const submission = begun(result);
    this.rows.push({ number: this.rows.length + 1, state: 'sent', reference: null });
    this.sent.push(submission);
    return undefined;
  }

  private async answer(what: 'accept' | 'refuse' | 'unknown', which: number): Promise<void> {
    const submission = this.sent[which % Math.max(1, this.sent.length)];
    if (!submission) return;
    const row = this.rows[submission.number - 1];
    const isUnconfirmed = row?.state === 'sent' || row?.state === 'unknown';
    const done = what === 'accept' ? journal.accept(db, submission, 'answer') : journal[what](db, submission);
    expect(await done).toBe(isUnconfirmed);
    if (!row || !isUnconfirmed) return;
    row.state = { accept: 'accepted', refuse: 'refused', unknown: 'unknown' }[what];
    if (what === 'accept') row.reference = 'answer';
    this.isOld.delete(row.number);
  }

  private close(state: 'accepted' | 'refused'): boolean {
    const row = this.rows.find((each) => each.state === 'sent' || each.state === 'unknown');
    if (!row) return false;
    row.state = state;
    if (state === 'accepted') row.reference = 'seen';
    return true;
  }
}
