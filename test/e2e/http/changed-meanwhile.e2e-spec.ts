import type { Request } from 'playwright-core';
import { itInBrowser, seriousFaultsOf } from '../../support/harness/real-browser';
import { type Part, problem, screen, withStagedDashboard } from '../../support/harness/staged-dashboard';
import { waitUntil } from '../../support/harness/wait-until';

const AT = '2030-06-12T08:00:00.000Z';

/** An upload with a post on YouTube, which waits for an approval. */
const asking = (revision: number, caption: string): Part<'UploadDetailsResponse'> => ({
  id: 'lap',
  title: 'A lap',
  caption: 'A quiet lap',
  hashtags: [],
  privacy: 'private',
  filename: 'lap.mp4',
  status: 'awaiting_approval',
  waiting_for: null,
  progress: 1,
  created_at: AT,
  finished_at: null,
  targets: [],
  posts: [
    {
      id: 'post',
      account_id: 'rides',
      account_name: 'Rides',
      platform: 'youtube',
      status: 'pending',
      approval: 'required',
      waiting_for: null,
      next_attempt_at: null,
      publish_at: AT,
      published_at: null,
      verified_at: null,
      permalink: null,
      metrics: null,
      late: null,
      error: null,
      overrides: { caption },
      revision,
    },
  ],
  approval: {
    id: 'request',
    status: 'open',
    revision,
    requested_at: AT,
    expires_at: AT,
    decided_at: null,
    decided_by: null,
    comment: null,
  },
  error: null,
  stages: [],
  video: null,
  telemetry: null,
  files: [],
});

describe('a person whose screen others change meanwhile', () => {
  itInBrowser('approves the posts that they have read, and reads the newer ones first', async () => {
    let upload = asking(1, 'A quiet lap');
    const decisions: unknown[] = [];
    const answers = {
      'GET /api/uploads/lap': () => upload,
      'GET /api/uploads/lap/review-links': () => ({ review_links: [], next_cursor: null }),
      'POST /api/uploads/lap/approve': (request: Request) => {
        decisions.push(request.postDataJSON());
        if (decisions.length > 1) return {};
        // A change that the page does not know yet.
        upload = asking(3, 'Buy my book today');
        return problem(409, 'approval_outdated');
      },
    };
    await withStagedDashboard(answers, async (page) => {
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      const changes = page.getByRole('alert').filter({ hasText: 'The posts have changed since you read them' });
      await page.goto(screen('/uploads/lap'));
      await page.getByText('A quiet lap', { exact: true }).waitFor();
      upload = asking(2, 'Buy my book');
      // The page reads again what is older than a few seconds.
      await waitUntil(async () => {
        await page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
        return (await page.getByRole('listitem').getByText('Buy my book').count()) > 0;
      });
      await button('Approve').click();
      expect(await changes.innerText()).toMatch(/Rides on YouTube\s+Caption\s+A quiet lap Buy my book\s/);
      expect(await page.locator('[role=alert]:focus').count()).toBe(1);
      expect(await seriousFaultsOf(page)).toEqual([]);
      await button('I have read the changes').click();
      expect(decisions).toEqual([]);
      await button('Approve').click();
      await changes.getByText('Buy my book today').waitFor();
      await button('I have read the changes').click();
      await button('Approve').click();
      await waitUntil(() => decisions.length === 2);
      expect(decisions).toEqual([{ revision: 2 }, { revision: 3 }]);
    });
  });
});
