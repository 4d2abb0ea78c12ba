import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveTrack, makeVideo } from '../media/upload-videos';
import { httpClient } from '../servers/http-client';
import type { InstanceDetails } from './instance-harness';

const DAY_MS = 86_400_000;

/** A post in two days, with its files in a folder of its own. */
export function plannedPost(title: string) {
  const day = new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10);
  const folder = mkdtempSync(join(tmpdir(), 'reelway-post-'));
  const [video, track] = [join(folder, 'lap.mp4'), join(folder, 'lap.gpx')];
  writeFileSync(video, makeVideo());
  writeFileSync(track, driveTrack());
  return { folder, video, track, title, caption: `${title} around the lake`, day };
}

/** Addresses of the administrator's own render, template, endpoint and account. */
export async function examplesOf(here: InstanceDetails): Promise<Record<string, string>> {
  const call = httpClient(here.url);
  const signedIn = await call<{ user: { id: string } }>('POST', '/api/auth/login', { body: here.admin });
  const webhook = await call<{ id: string }>('POST', '/api/webhooks', {
    token: here.api_key,
    body: { url: 'https://hooks.example.test/reelway' },
  });
  const template = await call<{ response: { id: string } }>('POST', '/edit/v1/templates', {
    token: here.api_key,
    body: { name: 'A title', template: TITLE },
  });
  const ofTemplate = `/templates/${template.body.response.id}`;
  return {
    '/renders/$id': `/renders/${await startRender(here, here.api_key)}`,
    '/templates/$id': ofTemplate,
    '/templates/$id/edit': `${ofTemplate}/edit`,
    '/webhooks/$id': `/webhooks/${webhook.body.id}`,
    '/admin/users/$id': `/admin/users/${signedIn.body.user.id}`,
  };
}

const TITLE = {
  timeline: {
    background: '#0000ff',
    tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 1 }] }],
  },
  output: { format: 'mp4', size: { width: 64, height: 36 }, fps: 25 },
};

/** @returns the id of the render */
export async function startRender({ url }: InstanceDetails, key: string): Promise<string> {
  const { body } = await httpClient(url)<{ job_id: string }>('POST', '/api/v1/render', { token: key, body: TITLE });
  return body.job_id;
}
