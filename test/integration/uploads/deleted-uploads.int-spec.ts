import { JobPublisherService } from '@app/jobs';
import {
  CallLimitsRepository,
  ErasedPublicationsRepository,
  PublicationsRepository,
  PublicationTimesRepository,
  WaitingPublicationsRepository,
} from '@app/platforms';
import { ObjectStores } from '@app/storage';
import { DeletedUploadsRepository, UploadApprovalsRepository } from '@app/uploads';
import { DataSource } from 'typeorm';
import { EraseUploadHandler } from '../../../apps/worker/src/uploads/erase-upload.handler';
import { PublishingRows } from '../../support/harness/publishing-rows';

const SHARE = 2;
const CAPTION = 'Words for this post only';

let here: PublishingRows;
let accountId: string;
beforeAll(async () => {
  Object.assign(process.env, { YOUTUBE_DAILY_UPLOADS: 5, YOUTUBE_DAILY_UPLOADS_PER_WORKSPACE: SHARE });
  here = await PublishingRows.start();
});
beforeEach(async () => {
  await here.emulator('youtube');
  accountId = (await here.connect('youtube')).id;
});
afterAll(() => here?.close());

const query = <Row>(text: string, ...values: unknown[]) => here.rows.query<Row[]>(text, values);
const erase = async (uploadId: string) => {
  const service = here.rows.service.bind(here.rows);
  await new EraseUploadHandler(
    service(DataSource),
    here.rows.leases,
    service(DeletedUploadsRepository),
    service(ErasedPublicationsRepository),
    service(ObjectStores),
    service(JobPublisherService),
  ).handle({ uploadId });
};
const uploadOf = async (id: string) => (await here.rows.service(PublicationsRepository).get(id))?.uploadId ?? '';
/** The upload ends, and its owner deletes it when its addresses have ended. */
const remove = async (id: string, status: 'completed' | 'cancelled' = 'completed') => {
  const storage = here.rows.service(ObjectStores).sources.name;
  await query(
    `update uploads set status = $2, cancel_reason = case when $2 = 'cancelled' then 'owner' end, finished_at = now(), storage = $3,
       urls_end_at = now() - interval '2 hours' where id = $1`,
    id,
    status,
    storage,
  );
  const upload = await here.rows.found(id);
  await here.rows.transaction((manager) => here.rows.uploads.remove(upload, manager));
};
const published = async () => {
  const id = await here.post('youtube', accountId, CAPTION);
  expect(await here.work('youtube', id)).toMatchObject({ status: 'verified' });
  return { id, uploadId: await uploadOf(id) };
};

describe('uploads that their owner deleted', () => {
  it('leave no room in the share of the workspace: YouTube has counted what was opened for them', async () => {
    const posts = [await published(), await published()];
    const next = { id: await here.post('youtube', accountId), accountId, platform: 'youtube' };
    const reserve = () => here.rows.service(CallLimitsRepository).reserve(next, 'open');
    await expect(reserve()).rejects.toMatchObject({ code: 'platform_call_limit' });
    for (const { uploadId } of posts) {
      await remove(uploadId);
      await erase(uploadId);
    }
    await expect(reserve()).rejects.toMatchObject({ code: 'platform_call_limit' });
  });

  it('count as before in all figures', async () => {
    const { id, uploadId } = await published();
    await query(`insert into upload_targets (upload_id, platform) values ($1, 'download')`, uploadId);
    await query(`update uploads set hashtags = '{lake}' where id = $1`, uploadId);
    const figures = async () => ({
      uploads: await query(
        `select to_jsonb(u) - 'title' - 'filename' as row from insights_uploads u where user_id = $1`,
        here.rows.userId,
      ),
      targets: await query('select * from insights_upload_targets where upload_id = $1 order by platform', uploadId),
      posts: await query('select * from insights_publications where id = $1', id),
      gains: await query('select * from insights_post_gains where user_id = $1', here.rows.userId),
    });
    await here.readFigures(accountId, [id]);
    await remove(uploadId);
    const before = await figures();
    expect(before).toMatchObject({ uploads: [{ row: { hashtags: ['lake'] } }], targets: [{}, {}, {}], posts: [{}] });
    await erase(uploadId);
    expect(await figures()).toEqual(before);
  });

  it('keep nothing that people wrote or filmed', async () => {
    const { id, uploadId } = await published();
    const upload = await here.rows.found(uploadId);
    await here.rows.transaction((manager) => here.rows.service(UploadApprovalsRepository).open(upload, manager));
    await query(
      `update uploads set title = 'A secret title', caption = 'A secret caption', filename = 'secret.mp4', telemetry_filename = 'secret.gpx',
         telemetry_size = 5, options = '{"captionTemplate":"secret"}', probe = '{"secret":1}', telemetry = '{"secret":1}', stages = '{"verify":{"secret":1}}' where id = $1`,
      uploadId,
    );
    await query(`update upload_targets set caption = '{"title":"secret","text":""}' where upload_id = $1`, uploadId);
    const overrides = { title: 'secret', options: { surface: 'inbox', first_comment: 'secret' } };
    await query('update publications set overrides = $2 where id = $1', id, overrides);
    await remove(uploadId);
    await erase(uploadId);
    const text = await here.databaseText();
    expect([text.includes('secret'), text.includes(CAPTION)]).toEqual([false, false]);
    // Whether the post counts depends on this option.
    expect((await here.rows.service(PublicationsRepository).get(id))?.overrides).toEqual({
      options: { surface: 'inbox' },
    });
    expect(await query('select from upload_approvals where upload_id = $1', uploadId)).toEqual([]);
    const period = { from: new Date(0), to: new Date(Date.now() + 86_400_000) };
    const owner = { ownerId: here.rows.userId };
    expect((await here.rows.service(PublicationTimesRepository).list(owner, period, { limit: 10 })).rows).toEqual([]);
    expect(
      await query('select deadline_at as at, erased_at is null as kept from uploads where id = $1', uploadId),
    ).toEqual([{ at: null, kept: false }]);
  });

  it('keep the texts of a post for as long as a worker looks for it at its platform', async () => {
    const id = await here.post('youtube', accountId, CAPTION);
    const uploadId = await uploadOf(id);
    await remove(uploadId);
    await erase(uploadId);
    expect((await here.rows.service(PublicationsRepository).get(id))?.texts).toMatchObject({ description: CAPTION });
    const again = `select deadline_at > now() + interval '50 minutes' as later from uploads where id = $1`;
    expect(await query(again, uploadId)).toEqual([{ later: true }]);
    expect(await here.work('youtube', id)).toMatchObject({ status: 'verified' });
    await erase(uploadId);
    expect(await here.rows.service(PublicationsRepository).get(id)).toMatchObject({ texts: {}, status: 'verified' });
  });

  it('have no posts that are looked for again when their account is reconnected', async () => {
    const id = await here.post('youtube', accountId, CAPTION);
    const uploadId = await uploadOf(id);
    await query(`update publications set status = 'publishing' where id = $1`, id);
    await query(
      `update publications set status = 'published', post_id = 'v1', published_at = now(), due_at = null, deadline_at = null, fault = '{}' where id = $1`,
      id,
    );
    const reconnect = () =>
      here.rows.transaction((manager) =>
        here.rows.service(WaitingPublicationsRepository).lookAgainAfterReconnection(manager),
      );
    const isDue = async () => (await here.rows.service(PublicationsRepository).get(id))?.dueAt !== null;
    await reconnect();
    expect(await isDue()).toBe(true);
    await query(`update publications set due_at = null, deadline_at = null, fault = '{}' where id = $1`, id);
    await remove(uploadId);
    await erase(uploadId);
    await reconnect();
    expect(await isDue()).toBe(false);
  });

  it('are emptied as well when they are deleted while their files are', async () => {
    const { uploadId } = await published();
    const before = await here.rows.found(uploadId);
    await remove(uploadId);
    await here.rows.leases.forget(before);
    await erase(uploadId);
    expect(await query('select filename from uploads where id = $1', uploadId)).toEqual([{ filename: '-' }]);
  });

  it('are gone if their video never arrived', async () => {
    const { id } = await here.rows.create();
    await remove(id, 'cancelled');
    await erase(id);
    expect(await query('select from uploads where id = $1', id)).toEqual([]);
  });
});
