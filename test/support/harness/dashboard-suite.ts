import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MailOutbox } from '../emulators/mail-outbox';
import type { EmulatedPost } from '../emulators/platform-emulator';
import { driveTrack, writeLargeVideo } from '../media/upload-videos';
import { httpClient } from '../servers/http-client';
import { examplesOf, plannedPost, startRender } from './dashboard-examples';
import { DashboardVisitor, type Person } from './dashboard-visitor';
import type { InstanceDetails, TestInstance } from './instance-harness';
import { KeyboardVisitor } from './keyboard-visitor';
import { PublishingVisitor } from './publishing-visitor';
import { itInBrowser, withPage } from './real-browser';
import { ScreenTour } from './screen-tour';
import { SettingsVisitor } from './settings-visitor';
import { newPassword } from './test-account';
import { TrackVisitor } from './track-visitor';
import { waitUntil } from './wait-until';
import { WarnedVisitor } from './warned-visitor';
import { joinAdmin } from './workspace-guest';

const RENDER_MS = 200_000;

/** An instance that was started `--with-emulators`. */
export interface DashboardInstance {
  instance: TestInstance;
  here: InstanceDetails;
}

/** What people do at the dashboard of a running instance, in a real browser. */
export function dashboardSuite(at: () => DashboardInstance): void {
  const call = <T = object>(method: string, path: string, options: object = {}) =>
    httpClient(at().here.url)<T>(method, path, options);
  /** Signs up, confirms the address, and has a plan with every feature. */
  const register = async (visitor: DashboardVisitor, person: Person) => {
    await visitor.signUp(person);
    await visitor.confirmAddress(person.email);
    await at().instance.grantTier(person.email);
  };
  /** The posts that TikTok shows with this title. */
  const postsOf = async (title: string) => {
    const answer = await fetch(`${at().here.emulators?.tiktok}/_test/posts`);
    const { posts } = (await answer.json()) as { posts: EmulatedPost[] };
    return posts.filter(({ caption }) => caption.includes(title));
  };

  itInBrowser(
    'a person signs up at the dashboard, confirms the address, renders an example and sees it play',
    async () => {
      const person = { name: 'Ada', email: `${randomUUID()}@example.test`, password: newPassword() };
      await withPage(async (page) => {
        const visitor = new DashboardVisitor(page, at().here.url, new MailOutbox(at().instance.dataDir));
        await visitor.signUp(person);
        await visitor.look();
        await visitor.confirmAddress(person.email);
        await visitor.renderExample('Countdown');
        await visitor.watch(RENDER_MS);
        await visitor.look();
        // Only the cookie survives: no script keeps a token.
        await visitor.reload();
        await visitor.watch(RENDER_MS);
        await visitor.open('Renders');
        await visitor.look();
        const key = await visitor.makeKey('Editor');
        const jobs = () => fetch(`${at().here.url}/api/v1/jobs`, { headers: { authorization: `Bearer ${key}` } });
        expect(((await (await jobs()).json()) as { jobs: unknown[] }).jobs).toHaveLength(1);
        await visitor.followInSecondTab(() => startRender(at().here, key));
        await visitor.revokeKey('Editor');
        expect((await jobs()).status).toBe(401);
        expect(await visitor.renderTemplate('A title')).toBe('Hello');
        for (const screen of ['Connected accounts', 'Tokens and plan']) {
          await visitor.open(screen);
          await visitor.look();
        }
        await visitor.open('Account');
        await visitor.look();
        await visitor.signOut();
        await visitor.look();
        const password = newPassword();
        await visitor.resetPassword(person.email, password);
        await visitor.signIn({ ...person, password });
        await visitor.returnTooLate('/keys');
        await visitor.signIn({ ...person, password }, 'API keys');
        expect(visitor.faults).toEqual([]);
      });
    },
  );

  itInBrowser(
    'a large video arrives once, through a lost connection, a pause, a reload and a restart of the API',
    async () => {
      const person = { name: 'Grace', email: `${randomUUID()}@example.test`, password: newPassword() };
      const folder = mkdtempSync(join(tmpdir(), 'reelway-upload-'));
      const video = join(folder, 'ride.mp4');
      const parts = writeLargeVideo(video);
      const track = join(folder, 'ride.gpx');
      writeFileSync(track, driveTrack());
      try {
        await withPage(async (page) => {
          const visitor = new TrackVisitor(page, at().here.url, new MailOutbox(at().instance.dataDir));
          await register(visitor, person);
          const arrived: number[] = [];
          page.on('response', (answer) => {
            if (answer.request().method() === 'PUT') arrived.push(answer.status());
          });
          const announced: string[] = [];
          await page.route(
            '**/api/uploads/presign',
            async (route) => {
              const answer = await route.fetch();
              announced.push(((await answer.json()) as { upload_id: string }).upload_id);
              await (announced.length === 1 ? route.abort('connectionfailed') : route.fulfill({ response: answer }));
            },
            { times: 2 },
          );
          let sent = 0;
          await page.route('**/objects/**', (route) =>
            sent++ < 3 ? route.continue() : route.abort('connectionfailed'),
          );
          await visitor.sendVideo(video, track);
          await waitUntil(() => sent > 3);
          await visitor.pauseWithoutConnection();
          // The answer to the first request was lost; the second one got the same upload.
          expect(announced).toEqual([announced[0], announced[0]]);
          expect(arrived).toHaveLength(3);
          expect(visitor.faults.filter((fault) => !fault.includes('ERR_CONNECTION_FAILED'))).toEqual([]);
          const proceed = await visitor.chooseInterrupted(video);
          let reads = 0;
          await page.route('**/api/uploads/*/parts', (route) =>
            route.request().method() === 'GET' && reads++ === 0 ? route.abort() : route.continue(),
          );
          const before = sent;
          await proceed();
          await waitUntil(() => sent > before);
          expect(reads).toBe(2);
          await visitor.loseConnection();
          process.kill(at().instance.pidOf('api'), 'SIGKILL');
          await page.unroute('**/objects/**');
          expect(await visitor.filesOfUpload(RENDER_MS)).toContainEqual(expect.stringMatching(/^Download rendition/));
          expect(await page.getByText(/^Video, \d+ × \d+, /).count()).toBeGreaterThan(0);
          // The track and each part once: what had arrived was not sent again.
          expect(arrived).toEqual(Array.from({ length: 1 + parts }, () => 200));
          expect(await visitor.previewOverlay('Minimal')).toEqual([1_280, 1_280]);
          await visitor.moveTrack(RENDER_MS);
          expect(await visitor.takeSuggestion(-18_380.1)).toEqual({ telemetry_offset_ms: -18_380_100 });
          expect(visitor.faults.filter((fault) => !/ERR_|^50[23] /.test(fault))).toEqual([]);
          const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
          expect(digestOf(at().instance.storedFile(id, 'source'))).toBe(digestOf(video));
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  itInBrowser('[peers 3.21] a person connects an account, moves a post, approves it, and sees it live', async () => {
    const person = { name: 'Mary', email: `${randomUUID()}@example.test`, password: newPassword() };
    const post = plannedPost('Evening lap');
    try {
      await withPage(async (page) => {
        const visitor = new PublishingVisitor(page, at().here.url, new MailOutbox(at().instance.dataDir));
        await register(visitor, person);
        await visitor.connectAccount();
        await visitor.useGroup('Motorsport');
        await visitor.planPost(post);
        await visitor.readBeforeApproval(post, RENDER_MS);
        await visitor.approve('Scheduled', RENDER_MS);
        await visitor.movePost(post, '20:30');
        expect(await postsOf(post.title)).toEqual([]);
        await visitor.approve('Scheduled', RENDER_MS);
        await visitor.publishNow(post);
        await visitor.approve('Live', RENDER_MS);
        const shown = { privacy: 'SELF_ONLY', caption: post.caption, sha256: digestOf(await visitor.downloadVideo()) };
        expect(await postsOf(post.title)).toMatchObject([shown]);
        await visitor.findOnPlatform(at().here.emulators?.tiktok ?? '', shown);
        await visitor.readNotices(post);
        await visitor.open('Insights');
        await visitor.look();
        expect(visitor.faults).toEqual([]);
      });
    } finally {
      rmSync(post.folder, { recursive: true });
    }
  });

  itInBrowser(
    'a person reads before sending a video what keeps its post from being published, and mends it',
    async () => {
      const person = { name: 'Alan', email: `${randomUUID()}@example.test`, password: newPassword() };
      const post = plannedPost('A lap that waits');
      try {
        await withPage(async (page) => {
          const visitor = new WarnedVisitor(page, at().here.url, new MailOutbox(at().instance.dataDir));
          await register(visitor, person);
          await visitor.connectWithout(/youtube\.(upload|force-ssl)$/);
          await visitor.sendWarned(post);
          await visitor.mend('youtube.upload', RENDER_MS);
          await visitor.sendAgain(post);
          expect(visitor.faults).toEqual([]);
        });
      } finally {
        rmSync(post.folder, { recursive: true });
      }
    },
  );

  itInBrowser(
    'the keyboard alone renders an example, connects an account, plans, approves and moves a post',
    async () => {
      const post = plannedPost('A lap by keyboard');
      try {
        await withPage(async (page) => {
          const { here, instance } = at();
          await instance.grantTier(here.admin.email);
          const visitor = new KeyboardVisitor(page, here.url);
          await visitor.signIn(here.admin);
          await visitor.renderExample('Countdown');
          await visitor.connectAccount();
          await visitor.planPost(post);
          await visitor.approve('Scheduled', RENDER_MS);
          await visitor.movePost(post, '20:30');
          await visitor.goTo('Notices');
          expect(visitor.faults).toEqual([]);
        });
      } finally {
        rmSync(post.folder, { recursive: true });
      }
    },
  );

  itInBrowser('a person buys tokens, protects the account, and is suspended for a while', async () => {
    const credentials = { email: `${randomUUID()}@example.test`, password: newPassword() };
    const person = { name: 'Joan', ...credentials };
    const signIn = async () => (await call('POST', '/api/auth/login', { body: credentials })).body;
    await withPage(async (page) => {
      const { here, instance } = at();
      const outbox = new MailOutbox(instance.dataDir);
      const visitor = new SettingsVisitor(page, here.url, outbox);
      await register(visitor, person);
      await instance.grantTier(here.admin.email);
      await visitor.loseWorkspace(await joinAdmin(here, outbox, person));
      expect(await visitor.limitHashtags(7)).toBe('7');
      const [first, second] = await visitor.makeWebhook('https://hooks.example.test/joan');
      expect([first, second]).toEqual([expect.stringMatching(/^whsec_/), expect.stringMatching(/^whsec_/)]);
      expect(second).not.toBe(first);
      await visitor.buyTokens('100 tokens');
      const secret = await visitor.turnOnTwoFactor(person.password);
      await visitor.signOut();
      await visitor.signInWithCode(person, secret);
      await visitor.returnTooLate('/keys');
      await visitor.signIn(here.admin);
      await visitor.suspend(person, async () => expect(await signIn()).toMatchObject({ code: 'account_suspended' }));
      expect(await signIn()).toMatchObject({ code: 'totp_required' });
      expect(visitor.faults).toEqual([]);
    });
  });

  itInBrowser('every screen is usable at the width of a desk and of a phone, light and dark', async () => {
    const { here } = at();
    const post = plannedPost('A post on every screen');
    try {
      await withPage(async (page) => {
        const visitor = new PublishingVisitor(page, here.url, new MailOutbox(at().instance.dataDir));
        await at().instance.grantTier(here.admin.email);
        await page.goto(`${here.url}/app`);
        await visitor.signIn(here.admin);
        await visitor.connectAccount();
        await visitor.planPost(post);
        const upload = new URL(page.url()).pathname.replace('/app', '');
        const tour = new ScreenTour(page, here.url);
        await tour.visitAll({ ...(await examplesOf(here)), '/uploads/$id': upload });
        expect([...tour.faults, ...visitor.faults]).toEqual([]);
      });
    } finally {
      rmSync(post.folder, { recursive: true });
    }
  });
}

const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
