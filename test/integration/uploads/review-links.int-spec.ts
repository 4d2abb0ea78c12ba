import { randomUUID } from 'node:crypto';
import { AuthModule, SeatLimits, type SessionPrincipal } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { JobsModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { StorageModule } from '@app/storage';
import { ReviewLinksRepository, UploadApprovalsRepository } from '@app/uploads';
import { ConfigModule } from '@nestjs/config';
import { ApprovalsService } from '../../../apps/api/src/approvals/approvals.service';
import { ReviewLinksService } from '../../../apps/api/src/approvals/review-links.service';
import { ReviewPagesService } from '../../../apps/api/src/approvals/review-pages.service';
import { UploadDecisionsService } from '../../../apps/api/src/approvals/upload-decisions.service';
import { PlanSeatsService } from '../../../apps/api/src/http/access/plan-seats.service';
import { ApprovalResponse } from '../../../apps/api/src/responses/approval.response';
import { MembersService } from '../../../apps/api/src/workspace/members.service';
import { UPLOAD_OPTIONS, UploadRows } from '../../support/harness/upload-rows';
import { grantTier } from '../../support/model/grant-tier';

const PAGE = { limit: 20 };
const GUEST = { kind: 'system', id: null, ip: '192.0.2.1' } as const;

describe('a review link', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({
      imports: [
        AuthModule,
        BillingModule,
        ConfigModule.forFeature(coreConfig),
        JobsModule,
        NotificationsModule,
        PlatformsModule,
        StorageModule,
      ],
      providers: [
        ApprovalsService,
        MembersService,
        ReviewLinksService,
        ReviewPagesService,
        UploadDecisionsService,
        { provide: SeatLimits, useClass: PlanSeatsService },
      ],
    });
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  const pages = () => here.service(ReviewPagesService);
  /** An upload that waits for an approval, with a link that its owner made. */
  const linked = async () => {
    const upload = await here.create();
    for (const status of ['queued', 'processing', 'ready', 'awaiting_approval'] as const)
      await here.force(upload.id, status);
    const token = randomUUID();
    const link = await here.transaction(async (manager) => {
      await here.service(UploadApprovalsRepository).open(upload, manager);
      const given = { token, label: 'The client', createdBy: here.userId, days: 1 };
      return here.service(ReviewLinksRepository).create(upload.id, given, 20, manager);
    });
    if (!link) throw new Error('no link was made');
    return { id: upload.id, token, link };
  };

  it('records the name of a guest as claimed, with the link and its maker, and shows guests no label', async () => {
    const { id, token, link } = await linked();
    const given = { verdict: 'approved', name: 'Tester', comment: '', revision: 1 } as const;
    expect(await pages().decide(token, given, GUEST)).toBeUndefined();
    const [approval] = (await here.service(UploadApprovalsRepository).list(id, PAGE)).rows;
    if (!approval) throw new Error('the decision is missing');
    expect(ApprovalResponse.of(approval)).toMatchObject({
      status: 'approved',
      decided_by: 'Tester (guest, by review link “The client” of Tester)',
      review_link_id: link.id,
    });
    const { body } = (await pages().show(token)).page;
    expect(body).toContain('Tester (guest with a review link) approved the posts');
    expect(body).not.toContain('The client');
    const owner = { ownerId: here.userId };
    expect((await here.service(ReviewLinksService).list(owner, id, PAGE)).rows).toMatchObject([
      { link: { id: link.id }, maker: 'Tester' },
    ]);
    await here.service(ReviewLinksService).revoke(owner, id, link.id, { ...GUEST, kind: 'user', id: here.userId });
    const entries = `select action, coalesce(after, before) as facts from audit_log where chain = $1 order by seq`;
    const made = { label: 'The client', created_by: here.userId };
    expect(await here.query(entries, [here.userId])).toMatchObject([
      {
        action: 'upload.approved',
        facts: {
          claimed_name: 'Tester',
          review_link_id: link.id,
          review_link_label: 'The client',
          review_link_created_by: here.userId,
        },
      },
      { action: 'review_link.revoked', facts: made },
    ]);
  });

  it.each([
    ['is suspended', `status = 'suspended'`],
    ['is being deleted', `deletion_due_at = now() + interval '1 day'`],
  ])('ends, and decides nothing, while the account of its owner %s', async (_what, change) => {
    const { id, token } = await linked();
    expect((await pages().show(token)).status).toBe(200);
    await here.query(`update users set ${change} where id = $1`, [here.userId]);
    const given = { verdict: 'approved', name: 'Cleo', comment: '', revision: 1 } as const;
    for (const answer of [await pages().show(token), await pages().decide(token, given, GUEST)])
      expect(answer).toMatchObject({ status: 404, page: { title: 'This link does not work' } });
    expect((await here.service(UploadApprovalsRepository).list(id, PAGE)).rows).toMatchObject([{ status: 'open' }]);
  });

  it('ends for good when its maker ceases to be an administrator', async () => {
    const { id, token } = await linked();
    const userId = await here.newUser();
    const member = 'insert into workspace_members (workspace_id, user_id, role) values ($1, $2, $3)';
    await here.query(member, [here.userId, userId, 'admin']);
    await grantTier(here, here.userId);
    await here.query('update upload_review_links set created_by = $2 where upload_id = $1', [id, userId]);
    expect((await pages().show(token)).status).toBe(200);
    const owner = { ownerId: here.userId, userId: here.userId, workspaceRole: 'owner' } as SessionPrincipal;
    for (const role of ['editor', 'admin'] as const) {
      await here.service(MembersService).setRole(owner, userId, role, GUEST);
      expect((await pages().show(token)).status).toBe(404);
    }
  });

  it('approves nothing that its maker changed before an approval was requested', async () => {
    const [patcher, describer] = [await here.newUser(), await here.newUser()];
    const upload = await here.create();
    for (let times = 0; times < 2; times += 1)
      await here.transaction((manager) => here.service(UploadApprovalsRepository).changed(upload.id, patcher, manager));
    const texts = { title: 'Changed', caption: undefined, hashtags: undefined, privacy: undefined };
    expect(
      await here.transaction((manager) => here.uploads.describe(upload, { ...texts, authorId: describer }, manager)),
    ).toBe(true);
    // These options were read before the changes.
    await here.transaction((manager) => here.uploads.receive(upload, UPLOAD_OPTIONS, manager));
    const request = await here.transaction((manager) => here.service(UploadApprovalsRepository).open(upload, manager));
    expect(request?.authors.toSorted()).toEqual([here.userId, patcher, describer].toSorted());
  });

  it.each(['rejected', 'approved'] as const)(
    'does not decide a new request through a page that shows the earlier one, which was %s',
    async (verdict) => {
      const { id, token } = await linked();
      const approvals = here.service(UploadApprovalsRepository);
      const seen = { name: 'Cleo', comment: 'A comment', revision: 1 };
      expect(await pages().decide(token, { ...seen, verdict }, GUEST)).toBeUndefined();
      await here.transaction(async (manager) => {
        await approvals.changed(id, here.userId, manager);
        await approvals.requestAgain(id, here.userId, manager);
        await approvals.open(await here.found(id), manager);
      });
      const outdated = await pages().decide(token, { ...seen, verdict: 'approved' }, GUEST);
      expect(outdated).toMatchObject({ status: 409 });
      expect(outdated?.page.body).toContain('were changed after you saw them');
      const current = await approvals.current(id);
      expect(current).toMatchObject({ status: 'open', revision: 3 });
      const now = { ...seen, verdict: 'approved', revision: current?.revision ?? 0 } as const;
      expect(await pages().decide(token, now, GUEST)).toBeUndefined();
    },
  );
});
