import { PublishingVisitor } from './publishing-visitor';
import { waitUntil } from './wait-until';

/** A person at the dashboard who does not send at once what is written. */
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
}
