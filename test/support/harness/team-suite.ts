import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { MailOutbox } from '../emulators/mail-outbox';
import { httpClient } from '../servers/http-client';
import type { DashboardInstance } from './dashboard-suite';
import { itInBrowser, withPage } from './real-browser';
import { ScreenTour } from './screen-tour';
import { TeamVisitor } from './team-visitor';
import { newPassword } from './test-account';
import { waitUntil } from './wait-until';
import { joinAdmin } from './workspace-guest';

const HOME = { latitude: 51.123456, longitude: 12.654321, radius_m: 200 };

/** Screens, with what they offer to those who may do everything. */
const OFFERS: Readonly<Record<string, readonly string[]>> = {
  '/renders': ['New render', 'API keys', 'Webhooks'],
  '/renders/new': ['Render it'],
  '/templates': [],
  '/uploads': ['New upload'],
  '/uploads/new': ['Upload'],
  '/approvals': ['New upload'],
  '/calendar': ['New post'],
  '/insights': [],
  '/platforms': ['Connect TikTok'],
  '/billing': ['Buy 100 tokens'],
  '/keys': ['New key'],
  '/webhooks': ['New endpoint'],
  '/settings': [],
  '/people': [],
  '/notices': [],
};

/** Next year's last Sunday of October, `YYYY-MM-DD`. */
const NIGHT = lastSundayOfOctober(new Date().getUTCFullYear() + 1);
/** A post in the second of two hours that are both 02:00 to 03:00 in Berlin. */
const LATE_POST = {
  id: 'post',
  upload_id: 'upload',
  title: 'A night lap',
  account_name: 'Reelway Rides',
  platform: 'youtube',
  status: 'scheduled',
  approval: 'not_required',
  waiting_for: null,
  at: `${NIGHT}T01:30:00.000Z`,
  publish_at: `${NIGHT}T01:30:00.000Z`,
  timezone: 'Europe/Berlin',
  permalink: null,
  error: null,
  revision: 1,
};

const REACH = { views: 1_200, likes: 34, comments: 1, shares: null };
const READ_AT = '2026-11-20T12:00:00.000Z';

/** An upload with the published post. */
const UPLOAD = {
  id: 'upload',
  title: LATE_POST.title,
  filename: 'lap.mp4',
  status: 'completed',
  progress: 1,
  created_at: READ_AT,
  finished_at: READ_AT,
  caption: '',
  hashtags: [],
  privacy: 'public',
  targets: [],
  posts: [
    {
      ...LATE_POST,
      status: 'verified',
      account_id: null,
      overrides: {},
      metrics: { ...REACH, fetched_at: READ_AT, status: 'current' },
    },
  ],
  approval: null,
  error: null,
  stages: [],
  video: null,
  telemetry: null,
  files: [],
};

interface Settings {
  privacy_zones: object[];
  max_shown_speed_kmh: number | null;
  hud_elements: string[];
  notify: { mail: Record<string, boolean> };
}

/** What people who work in one workspace do at the dashboard, in a real browser. */
export function teamSuite(at: () => DashboardInstance): void {
  const call = <T = object>(method: string, path: string, options: object = {}) =>
    httpClient(at().here.url)<T>(method, path, options);
  const tokenOf = async (body: object) =>
    (await call<{ access_token: string }>('POST', '/api/auth/login', { body })).body.access_token;

  const offersOn = async (page: Page, visitor: TeamVisitor) => {
    const tour = new ScreenTour(page, at().here.url);
    const offered: string[] = [];
    for (const [screen, names] of Object.entries(OFFERS)) {
      await tour.read(screen);
      for (const name of names) if (await visitor.isOffered(name)) offered.push(`${screen}: ${name}`);
    }
    return { offered, faults: tour.faults };
  };

  itInBrowser('settings that another person changed meanwhile stay as they are', async () => {
    const { here, instance } = at();
    await instance.grantTier(here.admin.email);
    const token = await tokenOf(here.admin);
    const settings = async () => (await call<Settings>('GET', '/api/settings', { token })).body;
    await withPage(async (page) => {
      const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
      await page.clock.install();
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      await visitor.open('Settings');
      await visitor.typeShownSpeed('120');
      const elsewhere = { privacy_zones: [HOME], max_hashtags: 7, notify: { mail: { tokens_low: false } } };
      await call('PUT', '/api/settings', { token, body: elsewhere });
      await visitor.returnToTab('/api/settings');
      // What nobody is changing here shows the newest value.
      await waitUntil(async () => (await visitor.hashtagLimit()) === '7');
      await visitor.save('Privacy of overlays');
      expect(await settings()).toMatchObject({ privacy_zones: [HOME], max_shown_speed_kmh: 120 });
      await page.getByLabel('Radius in metres').waitFor();
      expect(await settings()).toMatchObject({ notify: { mail: { tokens_low: false } } });
      // A place that is removed here stays removed while another card is saved.
      await page.getByRole('button', { name: 'Remove place 1', exact: true }).click();
      await visitor.limitHashtags('8');
      await visitor.save('Posts and captions');
      expect(await settings()).toMatchObject({ max_hashtags: 8 });
      expect(await page.getByLabel('Radius in metres').count()).toBe(0);
      expect(visitor.faults).toEqual([]);
    });
  });

  itInBrowser('a new style of the overlay brings its own elements, until a person chooses others', async () => {
    const { here, instance } = at();
    await withPage(async (page) => {
      const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      await visitor.open('Settings');
      await visitor.chooseStyle('Motorcycle');
      await visitor.save('Overlay of telemetry');
      expect(await visitor.tickedElements()).toEqual(['gauge', 'g_force', 'lean', 'map', 'clock']);
      await page.getByRole('checkbox', { name: 'Laps', exact: true }).check();
      await visitor.chooseStyle('Minimal');
      await visitor.save('Overlay of telemetry');
      expect(await visitor.tickedElements()).toEqual(['gauge', 'g_force', 'lean', 'map', 'clock', 'laps']);
      expect(visitor.faults).toEqual([]);
    });
  });

  itInBrowser('a viewer is offered nothing that the role does not permit, and meets no error', async () => {
    const { here, instance } = at();
    const person = { name: 'Vera', email: `${randomUUID()}@example.test`, password: newPassword() };
    await withPage(async (page) => {
      const outbox = new MailOutbox(instance.dataDir);
      const visitor = new TeamVisitor(page, here.url, outbox);
      await visitor.signUp(person);
      await visitor.confirmAddress(person.email);
      await instance.grantTier(here.admin.email);
      const leave = await joinAdmin(here, outbox, person);
      await visitor.switchWorkspace();
      expect(await offersOn(page, visitor)).toEqual({ offered: [], faults: [] });
      await leave();
    });
    await withPage(async (page) => {
      const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      const offered = Object.entries(OFFERS).flatMap(([screen, names]) => names.map((name) => `${screen}: ${name}`));
      expect(await offersOn(page, visitor)).toEqual({ offered, faults: [] });
    });
  });

  itInBrowser(
    'the navigation says which screen is open, among all uploads those that wait for a decision',
    async () => {
      const { here, instance } = at();
      await withPage(async (page) => {
        const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
        const current = () =>
          page.getByRole('navigation', { name: 'Main' }).locator('[aria-current=page]').allInnerTexts();
        await page.goto(`${here.url}/app`);
        await visitor.signIn(here.admin);
        for (const screen of ['Approvals', 'Uploads']) {
          await visitor.open(screen);
          expect(await current()).toEqual([screen]);
        }
        await page.getByLabel('State').selectOption({ label: 'Waits for approval' });
        await page.getByRole('heading', { name: 'Approvals', exact: true }).waitFor();
        expect(await current()).toEqual(['Approvals']);
        await page.getByLabel('State').selectOption({ label: 'Every state' });
        await page.getByRole('heading', { name: 'Uploads', exact: true }).waitFor();
        expect(await current()).toEqual(['Uploads']);
      });
    },
  );

  itInBrowser('a person reads that a payment failed, and that an edit to run again is no longer kept', async () => {
    const { here, instance } = at();
    await withPage(async (page) => {
      const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
      await page.route('**/api/billing/subscription', async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          json: { ...(await response.json()), grace_until: '2027-03-05T12:00:00.000Z' },
        });
      });
      await page.route('**/edit/v1/render/*', (route) => route.fulfill({ json: { success: true, response: {} } }));
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      await visitor.open('Tokens and plan');
      await page.getByText(/^A payment has failed\. The plan ends on .*2027/).waitFor();
      await visitor.look();
      await page.goto(`${here.url}/app/renders/new?from=${randomUUID()}`);
      await page.getByText('The edit of that render is no longer kept. Below is an example.').waitFor();
      await visitor.look();
      expect(visitor.faults).toEqual([]);
    });
  });

  itInBrowser('a person sees how often posts were seen, what the plan allows, and how the work goes', async () => {
    const { here, instance } = at();
    await withPage(async (page) => {
      const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
      const reach = { ...REACH, posts: 3, coverage: 1, as_of: READ_AT, platforms: [] };
      await page.route('**/api/analytics/overview?*', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), reach } });
      });
      await page.route('**/api/uploads/upload', (route) => route.fulfill({ json: UPLOAD }));
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      await visitor.open('Insights');
      await page.getByText(/^Of the 3 posts .* with 34 likes, 1 comment\. Read on .*2026/).waitFor();
      await page.getByText('Uploads of the plan', { exact: true }).waitFor();
      await page.getByRole('row', { name: /^In progress or waiting now/ }).waitFor();
      await page.getByText('Posts published at the first call').waitFor();
      await page.getByLabel('Measure').selectOption({ label: 'Views of posts' });
      await visitor.look();
      await page.goto(`${here.url}/app/uploads/upload`);
      await page.getByText(/^1.?200 views, 34 likes, 1 comment/).waitFor();
      await visitor.look();
      await page.goto(`${here.url}/app/admin/kpi`);
      await page.getByText('Jobs that failed in a week').waitFor();
      await visitor.look();
      expect(visitor.faults).toEqual([]);
    });
  });

  itInBrowser('a post moves within the second of two equal hours, and back', async () => {
    const { here, instance } = at();
    await withPage(async (page) => {
      const visitor = new TeamVisitor(page, here.url, new MailOutbox(instance.dataDir));
      const sent: object[] = [];
      await page.route('**/api/posts?*', (route) => route.fulfill({ json: { posts: [LATE_POST], next_cursor: null } }));
      await page.route('**/api/uploads/upload/targets/post', (route) => {
        const change = route.request().postDataJSON() as { scheduled_time: string };
        sent.push(change);
        return route.fulfill({ json: { ...LATE_POST, publish_at: change.scheduled_time, revision: 2 } });
      });
      await page.goto(`${here.url}/app`);
      await visitor.signIn(here.admin);
      await visitor.movePost(`/calendar?view=day&day=${NIGHT}&zone=Europe/Berlin`, LATE_POST.title, `${NIGHT}T02:45`);
      await waitUntil(() => sent.length === 2);
      const change = { schedule_mode: 'scheduled', timezone: 'Europe/Berlin' };
      expect(sent).toEqual([
        { ...change, scheduled_time: `${NIGHT}T01:45:00.000Z` },
        { ...change, scheduled_time: `${NIGHT}T01:30:00.000Z` },
      ]);
      expect(visitor.faults).toEqual([]);
    });
  });
}

function lastSundayOfOctober(year: number): string {
  const last = new Date(Date.UTC(year, 9, 31));
  last.setUTCDate(31 - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}
