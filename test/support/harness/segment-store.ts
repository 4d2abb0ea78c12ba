import { newId } from '@app/core';
import {
  Render,
  RenderLeasesRepository,
  RenderPlansRepository,
  type RenderProxyConfig,
  RendersRepository,
  SegmentLeasesRepository,
  type SegmentPlan,
} from '@app/render-proxy';
import { DataSource } from 'typeorm';
import { createTestDatabase } from '../servers/test-database';
import { createTestUser } from './test-credentials';

/** Long enough never to expire during a test. */
export const LEASE_SECONDS = 600;
export const PLAN = { frames: 60, seconds: 2 } as SegmentPlan;
const CONFIG = {
  RENDER_MAX_CONCURRENT_PER_USER: 3,
  RENDER_BASE_SECONDS: 60,
  VIDEO_RETENTION_DAYS: 0,
  RENDER_EDITS_MB: 10,
} as RenderProxyConfig;

/** A database of its own with the repositories of renders and segments; an account may run three renders. */
export async function openSegmentStore() {
  const database = await createTestDatabase();
  const connection = { url: database.url, extra: { max: 8 } };
  const source = await new DataSource({ type: 'postgres', ...connection, entities: [Render] }).initialize();
  return {
    source,
    work: new RenderLeasesRepository(source, CONFIG),
    plans: new RenderPlansRepository(source),
    segments: new SegmentLeasesRepository(source, CONFIG),
    renders: new RendersRepository(source.getRepository(Render), CONFIG),
    newOwner: async () => ({ ownerId: (await createTestUser(database.url)).userId }),
    close: async () => {
      await source.destroy();
      await database.drop();
    },
  };
}

/** A row of a plan: a second of 30 frames. */
export const segmentRow = (
  position: number,
  key = newId(),
  state: 'waiting' | 'done' = 'waiting',
  kind: 'video' | 'sound' = 'video',
) => ({
  position,
  kind,
  fromFrame: 30 * position,
  toFrame: 30 * position + 30,
  state,
  objectKey: `videos/segments/${key}`,
  sizeBytes: state === 'done' ? 7 : null,
});
