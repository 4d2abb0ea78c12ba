import type { Locator, Page } from 'playwright-core';
import type { Person } from './dashboard-visitor';
import type { PlannedPost } from './publishing-visitor';
import { faultsOf } from './real-browser';
import { waitUntil } from './wait-until';

/** More than any screen has. */
const MOST_STOPS = 200;

/** A person at the dashboard who uses the keyboard alone: every step is a key. */
export class KeyboardVisitor {
  /** Errors of scripts and of the server, and fields that do not hold what was typed. */
  readonly faults: string[];

  constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {
    this.faults = faultsOf(page);
  }

  async signIn({ email, password }: Omit<Person, 'name'>): Promise<void> {
    await this.page.goto(`${this.url}/app`);
    await this.type(this.labelled('Email address'), email);
    await this.type(this.labelled('Password'), password);
    await this.page.keyboard.press('Enter');
    await this.see('Renders');
  }

  /** Opens the dashboard where this browser has a session. */
  async open(): Promise<void> {
    await this.page.goto(`${this.url}/app`);
    await this.see('Renders');
  }

  /** Opens a screen with the command palette. */
  async goTo(screen: string): Promise<void> {
    await this.page.keyboard.press('Control+K');
    await this.page.getByRole('dialog', { name: 'Go to' }).waitFor();
    await this.page.keyboard.type(screen);
    await this.page.keyboard.press('Enter');
    await this.see(screen);
  }

  /** Moves the focus to an element with the Tab key, and presses another key there. */
  async press(target: Locator, key: string): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.press(key);
  }

  async renderExample(name: string): Promise<void> {
    await this.goTo('New render');
    await this.press(this.button(name), 'Enter');
    await this.press(this.button('Render it'), 'Enter');
    await this.see('Render');
  }

  async connectAccount(): Promise<void> {
    await this.goTo('Connected accounts');
    await this.press(this.button('Connect TikTok'), 'Enter');
    await this.press(this.button('Allow'), 'Enter');
    await this.page.getByText('is connected.').waitFor();
  }

  /** Sends a video whose post waits for six in the evening, and for an approval. */
  async planPost({ video, track, title, day }: PlannedPost): Promise<void> {
    await this.goTo('New upload');
    await this.choose('Video', video);
    await this.choose('Track of the ride (optional)', track);
    await this.press(this.page.getByRole('checkbox', { name: / on TikTok/ }), 'Space');
    await this.type(this.page.getByLabel('Who may see it on TikTok'), 'Only');
    await this.type(this.labelled('Title (optional)'), title);
    await this.type(this.page.getByLabel('When it is published'), 'At');
    await this.enterTime(this.page.getByLabel(/^Time \(/), `${day}T18:00`);
    await this.press(this.page.getByRole('checkbox', { name: /^Someone must approve it/ }), 'Space');
    await this.press(this.button('Upload'), 'Enter');
    await this.see(title);
  }

  /** Resolves when the post is in that state. */
  async approve(state: string, timeoutMs: number): Promise<void> {
    await this.button('Approve').waitFor({ timeout: timeoutMs });
    await this.press(this.button('Approve'), 'Enter');
    await this.page.locator('li').getByText(state, { exact: true }).waitFor({ timeout: timeoutMs });
  }

  /** Moves the post to another time of its day. @param time such as `20:30` */
  async movePost({ title, day }: PlannedPost, time: string): Promise<void> {
    await this.page.goto(`${this.url}/app/calendar?view=week&day=${day}`);
    await this.press(this.page.getByRole('button', { name: new RegExp(title) }), 'Enter');
    await this.page.getByRole('heading', { name: title, level: 2, exact: true }).waitFor();
    await this.enterTime(this.page.getByRole('dialog').getByLabel(/^Time \(/), `${day}T${time}`);
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('button', { name: new RegExp(`^${time}.*${title}`) }).waitFor();
  }

  private labelled = (label: string) => this.page.getByLabel(label, { exact: true });
  private button = (name: string) => this.page.getByRole('button', { name, exact: true });

  private see(title: string): Promise<void> {
    return this.page.getByRole('heading', { name: title, level: 1, exact: true }).waitFor();
  }

  private async type(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.type(text);
  }

  private async choose(label: string, file: string): Promise<void> {
    const opened = this.page.waitForEvent('filechooser');
    await this.press(this.labelled(label), 'Enter');
    await (await opened).setFiles(file);
  }

  /** Types the parts of a time in the order of an American browser: month, day, year, hour, minute, half of the day. */
  private async enterTime(target: Locator, local: string): Promise<void> {
    const [year = '', month = '', day = '', hour = '', minute = ''] = local.split(/\D/);
    await this.type(target, month + day + year);
    await this.page.keyboard.press('ArrowRight');
    const half = Number(hour) < 12 ? 'AM' : 'PM';
    await this.page.keyboard.type(String(Number(hour) % 12 || 12).padStart(2, '0') + minute + half);
    const value = await target.inputValue();
    if (value !== local) this.faults.push(`The time is ${value} instead of ${local}.`);
  }

  /** Moves the focus there with the Tab key. */
  private async reach(target: Locator): Promise<void> {
    await target.first().waitFor();
    // The Tab key passes by what is not enabled yet.
    await waitUntil(() => target.first().isEnabled());
    const focused = target.and(this.page.locator(':focus'));
    for (let stops = 0; (await focused.count()) === 0; stops++) {
      if (stops === MOST_STOPS) throw new Error(`the Tab key does not lead to ${String(target)}`);
      await this.page.keyboard.press('Tab');
    }
  }
}
