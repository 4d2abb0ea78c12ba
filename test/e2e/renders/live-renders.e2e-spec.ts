import { type ShotstackEmulator, startShotstackEmulator } from '../../support/emulators/shotstack-emulator';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';

interface Live {
  response: { id: string; status: string; error: string | null; url: string | null };
}

/** No worker runs: what the provider reports has not been recorded. */
describe("the provider's current answer about a render", () => {
  let here: RenderInstallation;
  let shotstack: ShotstackEmulator;
  beforeAll(async () => {
    shotstack = await startShotstackEmulator();
    const url = `${shotstack.url}/edit/v1`;
    here = await RenderInstallation.start({ SHOTSTACK_API_KEY: 'a-key', SHOTSTACK_API_URL: url });
  });
  afterAll(async () => {
    await here?.close();
    await shotstack?.close();
  });

  /** A render that was submitted. */
  async function submitted(text: string) {
    const edit = titleEdit(10, { size: { width: 320, height: 180 } }, text);
    const id = await here.render(edit);
    const headers = { 'x-api-key': 'a-key', 'content-type': 'application/json' };
    const body = JSON.stringify(edit);
    const answer = await fetch(`${shotstack.url}/edit/v1/render`, { method: 'POST', headers, body });
    const { response } = (await answer.json()) as Live;
    await here.sql.query('update renders set provider_render_id = $2 where id = $1', [id, response.id]);
    return { id, theirId: response.id };
  }
  const live = async (id: string) => (await here.call<Live>('GET', `/api/v1/render/${id}`)).body.response;

  it('is that it is being saved, while only the provider has finished it', async () => {
    const { id, theirId } = await submitted('finished there');
    await shotstack.advance(120);
    expect(await live(id)).toMatchObject({ id, status: 'saving', error: null, url: null });
    expect(await live(theirId)).toMatchObject({ id, status: 'saving' });
  });

  it('gives the reason of its failure', async () => {
    await shotstack.control('PUT', '/outcomes', [{ match: 'fails there', fail_at: 'rendering', error: 'no space' }]);
    const { id } = await submitted('fails there');
    await shotstack.advance(120);
    expect(await live(id)).toMatchObject({ id, status: 'failed', error: 'no space' });
  });

  it('delays no other request of its account while the provider is silent', async () => {
    const { id, theirId } = await submitted('silence');
    await shotstack.control('PUT', '/faults', [{ on: 'status', match: theirId, end: 'hang' }]);
    const silent = Array.from({ length: 8 }, () => here.call('GET', `/api/v1/render/${id}`).then(() => 'live'));
    const job = here.job(id).then(() => 'job');
    expect(await Promise.race([job, ...silent])).toBe('job');
    await shotstack.control('PUT', '/faults', []);
    await Promise.all(silent);
  });
});
