import createClient from 'openapi-fetch';
import type { components, paths } from '../../../openapi-types';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';

const edit: components['schemas']['Edit'] = {
  timeline: {
    background: '#0000ff',
    tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 1 }] }],
  },
  output: { format: 'mp4', size: { width: 64, height: 36 }, fps: 25 },
};

describeWithFfmpeg('a client generated from the contract', () => {
  let here: RenderInstallation;
  beforeAll(async () => {
    here = await RenderInstallation.start();
    await here.worker();
  });
  afterAll(async () => {
    await here?.close();
  });

  const clientOf = (token?: string) =>
    createClient<paths>({ baseUrl: here.api.url, headers: token ? { Authorization: `Bearer ${token}` } : {} });

  it('goes from an account to a video', async () => {
    const person = { email: 'ada@example.com', password: 'correct horse battery staple', name: 'Ada Lovelace' };
    const { data: account } = await clientOf().POST('/api/auth/register', { body: person });
    if (!account) throw new Error('the account was not created');
    expect(account.user).toMatchObject({ email: person.email, role: 'user', email_verified: false });
    const session = clientOf(account.access_token);
    const { data: me } = await session.GET('/api/auth/me');
    expect(me?.workspace.role).toBe('owner');

    const { data: key } = await session.POST('/api/keys', {
      body: { name: 'CI', scopes: ['render:write', 'render:read'] },
    });
    const api = clientOf(key?.key);
    const { data: estimate } = await api.POST('/api/v1/estimate', { body: edit });
    expect(estimate).toMatchObject({ duration_seconds: 1, exact: true });

    const refused = await api.POST('/api/v1/render', { body: edit });
    expect(refused.response.status).toBe(402);
    await here.give({ userId: account.user.id, apiKey: '' } as never, 10);
    const { data: accepted } = await api.POST('/api/v1/render', {
      body: edit,
      params: { header: { 'Idempotency-Key': 'first' } },
    });
    expect(accepted?.estimated_tokens).toBe(estimate?.estimated_tokens);
    const job_id = accepted?.job_id ?? '';
    const job = await waitUntil(
      async () => {
        const { data } = await api.GET('/api/v1/job/{job_id}', { params: { path: { job_id } } });
        return data?.status === 'completed' ? data : undefined;
      },
      { timeoutMs: 60_000 },
    );
    expect(job.result?.size_bytes).toBeGreaterThan(0);
    const { data: list } = await api.GET('/api/v1/jobs', {
      params: { query: { status: ['completed', 'failed'], limit: 10 } },
    });
    expect(list?.jobs.map((other) => other.job_id)).toEqual([job_id]);
    const { data: video } = await api.GET('/api/v1/videos/{job_id}', { params: { path: { job_id } } });
    expect((await fetch(video?.video_url ?? '')).status).toBe(200);
    const { response } = await session.DELETE('/api/keys/{id}', { params: { path: { id: key?.id ?? '' } } });
    expect(response.status).toBe(204);
  });

  it('knows the codes of errors', async () => {
    const { error } = await clientOf().POST('/api/auth/login', {
      body: { email: 'nobody@example.com', password: 'wrong' },
    });
    const code = error && 'code' in error ? error.code : undefined;
    expect(code).toBe('invalid_credentials');
  });
});
