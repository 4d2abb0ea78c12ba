import { PublishingVisitor } from './publishing-visitor';
import { waitUntil } from './wait-until';

/** Whether the browser would ask before the page is closed or reloaded. */
const KEEPS_PAGE = `!dispatchEvent(new Event('beforeunload', { cancelable: true }))`;
/** Whether a file that is dropped beside the fields leaves the page as it is. */
const KEEPS_OUT_FILES = `(() => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['A track'], 'ride.gpx'));
  const types = ['dragover', 'drop'];
  return types.every((type) => !document.body.dispatchEvent(
    new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })));
})()`;

/** A person who is about to leave a screen with something unfinished. */
export class HesitantVisitor extends PublishingVisitor {
  /** Writes an upload that is published on TikTok, whose account `disconnect` takes away. Takes it out, and goes on. */
  async loseAccount(file: string, title: string, disconnect: () => Promise<void>): Promise<void> {
    const upload = this.page.getByRole('button', { name: 'Upload', exact: true });
    await this.chooseVideo(file);
    await this.page.getByRole('checkbox', { name: / on TikTok$/ }).check();
    await this.page.getByLabel('Who may see it on TikTok').selectOption({ label: 'Only you' });
    await this.fill('Title (optional)', title);
    await disconnect();
    const lost = this.page.getByRole('checkbox', { name: 'An account on TikTok that is no longer connected' });
    // The list of accounts is read again when the person comes back to the tab.
    await waitUntil(
      async () => {
        await this.page.evaluate(`void dispatchEvent(new Event('visibilitychange'))`);
        return lost.isVisible();
      },
      { timeoutMs: 120_000, intervalMs: 500 },
    );
    await this.look();
    if (await upload.isEnabled()) this.faults.push('An upload can be sent to an account that is not connected.');
    await lost.click();
    await lost.waitFor({ state: 'detached' });
    await upload.click();
    await this.see(title);
  }

  async disconnectAccount(): Promise<void> {
    await this.page.goto(`${this.url}/app/platforms`);
    await this.click('button', 'Disconnect');
    await this.click('button', 'Disconnect it');
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  /** Is about to leave a form, and then the transfer; stays each time. Resolves when the video has arrived. */
  async stayWithUpload(file: string, title: string): Promise<void> {
    await this.open('Uploads');
    await this.page.getByRole('link', { name: 'New upload', exact: true }).first().click();
    await this.page.getByLabel('Video', { exact: true }).setInputFiles(file);
    if (await this.page.evaluate(KEEPS_PAGE)) this.faults.push('The browser asks about an empty form.');
    if (!(await this.page.evaluate(KEEPS_OUT_FILES))) this.faults.push('A dropped file replaces the page.');
    await this.fill('Title (optional)', title);
    await this.stayAt('Calendar');
    let proceed = (): void => undefined;
    const held = new Promise<void>((resolve) => (proceed = resolve));
    await this.page.route('**/objects/**', (route) => held.then(() => route.continue()));
    const sending = this.page.waitForRequest('**/objects/**');
    await this.click('button', 'Upload');
    await sending;
    await this.stayAt('Calendar');
    await this.page.goBack();
    await this.stay();
    proceed();
    await this.see(title);
  }

  /** Writes an edit, and leaves it in spite of the question. */
  async leaveEdit(): Promise<void> {
    const edit = this.page.getByLabel('The edit, in JSON', { exact: true });
    await this.open('Renders');
    await this.click('link', 'New render');
    await edit.fill('{ "begun": true }');
    await this.stayAt('Renders');
    if ((await edit.inputValue()) !== '{ "begun": true }') this.faults.push('The edit is lost.');
    await this.click('link', 'Renders');
    await this.click('button', 'Leave');
    await this.see('Renders');
  }

  private async stayAt(link: string): Promise<void> {
    await this.click('link', link);
    await this.stay();
  }

  private async stay(): Promise<void> {
    await this.page.getByRole('dialog', { name: 'Leave this screen?' }).waitFor();
    await this.look();
    if (!(await this.page.evaluate(KEEPS_PAGE))) this.faults.push('A reload loses what is unfinished.');
    await this.click('button', 'Stay');
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}
