import type { Request } from 'playwright-core';
import { itInBrowser } from '../../support/harness/real-browser';
import { held, type Part, problem, SESSION, screen, withStagedDashboard } from '../../support/harness/staged-dashboard';
import { waitUntil } from '../../support/harness/wait-until';

const AT = '2030-06-12T08:00:00.000Z';
const UPLOAD: Part<'UploadDetailsResponse'> = {
  id: 'lap',
  title: 'A lap',
  filename: 'lap.mp4',
  status: 'processing',
  progress: 0.5,
  created_at: AT,
  finished_at: null,
  posts: [],
  approval: null,
  error: null,
  stages: [],
  video: null,
  telemetry: null,
  files: [],
};
const post = (id: string, title: string, revision = 1): Part<'TimedPostResponse'> => ({
  id,
  upload_id: id,
  title,
  account_name: 'Rides',
  platform: 'youtube',
  status: 'scheduled',
  approval: 'not_required',
  waiting_for: null,
  next_attempt_at: null,
  at: AT,
  publish_at: AT,
  timezone: 'UTC',
  permalink: null,
  error: null,
  revision,
});

describe('a person who is quicker than the API', () => {
  itInBrowser('is asked about the cancellation of an upload that ends meanwhile, and deletes nothing', async () => {
    const upload = { ...UPLOAD };
    const changes: string[] = [];
    const change = (name: string) => () => {
      changes.push(name);
      return problem(409, 'upload_state_conflict');
    };
    const answers = {
      'GET /api/uploads/lap': () => upload,
      'POST /api/uploads/lap/cancel': change('cancel'),
      'DELETE /api/uploads/lap': change('delete'),
    };
    await withStagedDashboard(answers, async (page) => {
      await page.goto(screen('/uploads/lap'));
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.getByRole('dialog', { name: 'Cancel this upload?' }).waitFor();
      Object.assign(upload, { status: 'completed', progress: 1, finished_at: AT });
      await page.getByText('Completed', { exact: true }).waitFor();
      expect(await page.getByRole('dialog').innerText()).toContain('Cancel this upload?');
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click();
      await page.getByRole('dialog').getByText('upload_state_conflict').waitFor();
      expect(changes).toEqual(['cancel']);
    });
  });

  itInBrowser('types on in a search whose results have come', async () => {
    const found = { id: 'ada', email: 'ada@example.test', name: 'Ada', role: 'user', status: 'active', created_at: AT };
    const answers = { 'GET /api/admin/users/search': () => ({ users: [found], next_cursor: null }) };
    await withStagedDashboard(answers, async (page) => {
      const field = page.getByLabel('Name, email address or id', { exact: true });
      await page.goto(screen('/admin/users'));
      await field.fill('ada');
      await field.press('Enter');
      await page.waitForURL(screen('/admin/users?q=ada'));
      await page.getByRole('link', { name: 'Ada', exact: true }).waitFor();
      await page.keyboard.type(' lovelace');
      expect(await field.inputValue()).toBe('ada lovelace');
      await page.goBack();
      await page.waitForURL(screen('/admin/users'));
      await waitUntil(async () => (await field.inputValue()) === '');
    });
  });

  itInBrowser('keeps the focus when the title of the screen comes', async () => {
    const upload = held(UPLOAD);
    await withStagedDashboard({ 'GET /api/uploads/lap': () => upload.value }, async (page) => {
      await page.goto(screen('/uploads/lap'));
      await page.getByRole('heading', { name: 'Upload', level: 1, exact: true }).waitFor();
      await page.getByRole('link', { name: 'Calendar', exact: true }).focus();
      upload.release();
      await waitUntil(async () => (await page.title()).startsWith('A lap'));
      expect(await page.locator(':focus').innerText()).toBe('Calendar');
    });
  });

  itInBrowser('hears that the first of two moves was refused, and keeps the second', async () => {
    const [first, second] = [held(problem(409, 'publication_changed')), held(post('second', 'Second lap', 2))];
    let reads = 0;
    const answers = {
      'GET /api/posts': () => {
        reads++;
        return { posts: [post('first', 'First lap'), post('second', 'Second lap')], next_cursor: null };
      },
      'PATCH /api/uploads/first/targets/first': () => first.value,
      'PATCH /api/uploads/second/targets/second': () => second.value,
    };
    await withStagedDashboard(answers, async (page) => {
      const chip = (name: RegExp) => page.getByRole('button', { name });
      await page.goto(screen('/calendar?view=week&day=2030-06-12&zone=UTC'));
      for (const title of ['First lap', 'Second lap']) {
        await chip(new RegExp(title)).click();
        await page.getByLabel('Time (UTC)', { exact: true }).fill('2030-06-12T09:30');
        await page.keyboard.press('Enter');
        await chip(new RegExp(`^09:30 .*${title}`)).waitFor();
      }
      const before = reads;
      first.release();
      await page.getByText('The post was changed elsewhere').waitFor();
      await chip(/^08:00 .*First lap/).waitFor();
      expect(await chip(/^09:30 .*Second lap/).count()).toBe(1);
      // The calendar of the API is older than what the person still waits for.
      expect(reads).toBe(before);
      second.release();
      await page.getByText(/is planned for/).waitFor();
      await waitUntil(() => reads > before);
      expect(await page.getByText('The post was changed elsewhere').count()).toBe(1);
    });
  });

  itInBrowser('turns two pages of the calendar before it shows the first', async () => {
    await withStagedDashboard({ 'GET /api/posts': () => ({ posts: [], next_cursor: null }) }, async (page) => {
      await page.goto(screen('/calendar?day=2030-06-12&zone=UTC'));
      await page.getByRole('link', { name: 'Next month', exact: true }).waitFor();
      await page.evaluate(`for (const _ of [1, 2]) document.querySelector('[aria-label="Next month"]').click()`);
      await page.waitForURL(/day=2030-08-01/);
      await page.getByText('August 2030', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Previous month', exact: true }).click();
      await page.getByText('July 2030', { exact: true }).waitFor();
    });
  });

  itInBrowser('drags a post before their role is known', async () => {
    const me = held(problem(404, 'not_found'));
    const moves: unknown[] = [];
    const answers = {
      'GET /api/auth/me': () => me.value,
      'GET /api/posts': () => ({ posts: [post('first', 'First lap')], next_cursor: null }),
      'PATCH /api/uploads/first/targets/first': (request: Request) => {
        moves.push(request.postDataJSON());
        return post('first', 'First lap', 2);
      },
    };
    await withStagedDashboard(answers, async (page) => {
      await page.goto(screen('/calendar?view=week&day=2030-06-12&zone=UTC'));
      const friday = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: /14/ }) });
      await page.getByRole('button', { name: /First lap/ }).dragTo(friday);
      await waitUntil(() => moves.length === 1, { timeoutMs: 5_000 });
      expect(moves).toEqual([
        { schedule_mode: 'scheduled', scheduled_time: '2030-06-14T08:00:00.000Z', timezone: 'UTC' },
      ]);
      me.release();
    });
  });

  itInBrowser('goes on entering a time for a post that leaves the page of the calendar', async () => {
    let posts = [post('first', 'First lap')];
    let reads = 0;
    const answers = {
      'GET /api/posts': () => {
        reads++;
        return { posts, next_cursor: null };
      },
    };
    await withStagedDashboard(answers, async (page) => {
      const time = page.getByLabel('Time (UTC)', { exact: true });
      await page.goto(screen('/calendar?view=week&day=2030-06-12&zone=UTC'));
      await page.getByRole('button', { name: /First lap/ }).click();
      await time.fill('2030-06-12T09:30');
      posts = [];
      const before = reads;
      // The page reads again what is older than a few seconds.
      await waitUntil(async () => {
        await page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
        return reads > before && (await page.getByText('No posts in this week').count()) > 0;
      });
      expect(await time.count()).toBe(1);
      expect(await time.inputValue()).toBe('2030-06-12T09:30');
    });
  });

  itInBrowser('signs in once while the first screen is on its way', async () => {
    let isAsked = false;
    const part = held(undefined);
    await withStagedDashboard({ 'POST /api/auth/browser/login': () => SESSION }, async (page) => {
      await page.addInitScript('localStorage.clear()');
      await page.route('**/assets/render-list-*.js', async (route) => {
        isAsked = true;
        await part.value;
        await route.fallback();
      });
      await page.goto(screen('/sign-in'));
      await page.getByLabel('Email address', { exact: true }).fill('ida@example.test');
      await page.getByLabel('Password', { exact: true }).fill('a password of hers');
      await page.keyboard.press('Enter');
      await waitUntil(() => isAsked);
      // Until the screen shows what has happened since.
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
      expect(await page.getByRole('button', { name: 'Signing in …' }).count()).toBe(1);
      part.release();
      await page.getByRole('heading', { name: 'Renders', level: 1, exact: true }).waitFor();
    });
  });

  itInBrowser('chooses a moment of the edit while its length is computed again', async () => {
    const estimate = { duration_seconds: 10, estimated_tokens: 1, exact: true, warnings: [] };
    const again = held(estimate);
    let asked = 0;
    const answers = { 'POST /api/v1/estimate': () => (asked++ === 0 ? estimate : again.value) };
    await withStagedDashboard(answers, async (page) => {
      const edit = page.getByLabel('The edit, in JSON', { exact: true });
      const moment = page.getByLabel(/^Moment: /);
      await page.goto(screen('/renders/new'));
      await waitUntil(async () => (await moment.getAttribute('max')) === '10');
      await edit.fill((await edit.inputValue()).replace('Hello', 'Goodbye'));
      await waitUntil(() => asked === 2);
      expect(await moment.getAttribute('max')).toBe('10');
      again.release();
    });
  });

  itInBrowser('steps through frames before the length of the video is known', async () => {
    await withStagedDashboard({}, async (page) => {
      await page.addInitScript(`URL.createObjectURL = () => '/held.mp4'`);
      await page.route('**/held.mp4', () => undefined);
      await page.goto(screen('/uploads/new'));
      const video = { name: 'lap.mp4', mimeType: 'video/mp4', buffer: Buffer.from('A lap') };
      await page.getByLabel('Video', { exact: true }).setInputFiles(video);
      await page.getByLabel('Cover', { exact: true }).selectOption({ label: 'A moment of the video' });
      const next = page.getByRole('button', { name: 'Next frame', exact: true });
      for (let frames = 0; frames < 6; frames++) await next.click();
      expect(await page.getByText(/^Moment of the cover: /).innerText()).toBe('Moment of the cover: 0.2 s');
    });
  });
});
