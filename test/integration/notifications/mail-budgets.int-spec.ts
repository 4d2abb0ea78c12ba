import { type HeldMails, MailBudgetsRepository, NotificationsModule } from '@app/notifications';
import { UploadRows } from '../../support/harness/upload-rows';

const [TEMPLATE, AT_ONCE] = ['api_key_created', 5];

describe('the mails of a kind to one person', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({ imports: [NotificationsModule] });
  });
  beforeEach(async () => {
    await here.enter();
    await here.query('delete from mail_budgets');
  });
  afterAll(() => here?.close());

  const budgets = () => here.service(MailBudgetsRepository);
  const kind = (template = TEMPLATE) => ({ userId: here.userId, template });
  /** Tries to send that many, one after the other. @returns how many may go at once */
  const tried = async (numbers: readonly number[], template = TEMPLATE): Promise<number> => {
    let admitted = 0;
    for (const number of numbers) if (await budgets().admit(kind(template), AT_ONCE, { number })) admitted += 1;
    return admitted;
  };
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const numbersOf = (held: HeldMails | undefined) => held?.payloads.map(({ number }) => number);
  const later = (minutes: number) =>
    here.query(
      `update mail_budgets set began_at = began_at - make_interval(mins => $1), due_at = due_at - make_interval(mins => $1)`,
      [minutes],
    );
  const due = () => here.transaction((manager) => budgets().takeDue(manager));

  it('are a few at once; the others are held for the rest of the hour, and none is lost', async () => {
    expect(await tried(range(1, 8))).toBe(AT_ONCE);
    expect(await due()).toEqual([]);
    await later(61);
    expect(await tried([9])).toBe(0);
    expect(await due()).toEqual([kind()]);
    const held = await budgets().held(kind());
    expect([numbersOf(held), held?.total]).toEqual([[6, 7, 8, 9], 4]);
  });

  it('have room for each kind of their own: many of one kind delay no other', async () => {
    expect(await tried(range(1, 30), 'notification_test')).toBe(AT_ONCE);
    expect(await tried([1])).toBe(1);
  });

  it('may be sent at once again after an hour without any', async () => {
    await tried(range(1, AT_ONCE));
    await later(61);
    expect(await tried(range(1, 6))).toBe(AT_ONCE);
  });

  it('are held no more than once an hour while they keep coming, with what came while the last one was sent', async () => {
    await tried(range(1, 7));
    const held = (await budgets().held(kind())) as HeldMails;
    await tried([8]);
    await budgets().sent(kind(), held);
    expect(numbersOf(await budgets().held(kind()))).toEqual([8]);
    // The same mails, sent by a second job, are no others.
    await budgets().sent(kind(), held);
    expect(numbersOf(await budgets().held(kind()))).toEqual([8]);
    await later(59);
    expect(await due()).toEqual([]);
    await later(2);
    expect(await due()).toEqual([kind()]);
    await budgets().sent(kind(), (await budgets().held(kind())) as HeldMails);
    expect([await budgets().held(kind()), await tried([9])]).toEqual([undefined, 0]);
  });

  it('are due again when a job that took them did not send them', async () => {
    await tried(range(1, 6));
    await later(61);
    expect([await due(), await due()]).toEqual([[kind()], []]);
    await later(11);
    expect(await due()).toEqual([kind()]);
  });

  it('are all counted, but not all kept', async () => {
    await tried(range(1, 70));
    const held = await budgets().held(kind());
    expect([numbersOf(held), held?.total]).toEqual([range(21, 70), 65]);
  });

  it('are counted once each when they come at the same time', async () => {
    const answers = await Promise.all(range(1, 20).map((number) => budgets().admit(kind(), AT_ONCE, { number })));
    expect(answers.filter(Boolean)).toHaveLength(AT_ONCE);
    expect((await budgets().held(kind()))?.total).toBe(15);
  });

  it('are forgotten a day after the last one, unless some are held', async () => {
    await tried([1]);
    await tried(range(1, 6), 'notification_test');
    await later(25 * 60);
    expect(await here.transaction((manager) => budgets().removeOld(manager))).toBe(1);
    expect(await budgets().held(kind('notification_test'))).toMatchObject({ total: 1 });
  });
});
