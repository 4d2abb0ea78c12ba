import { SettingsVisitor } from './settings-visitor';
import { waitUntil } from './wait-until';

/** A person who comes back to the dashboard, or who has it in two tabs. */
export class ReturningVisitor extends SettingsVisitor {
  /** Sends a video; the API accepts it, but its answer does not arrive. @returns the ids of announced uploads */
  async loseAnswerOfCompletion(file: string): Promise<string[]> {
    const announced: string[] = [];
    this.page.on('response', async (answer) => {
      if (answer.url().endsWith('/uploads/presign'))
        announced.push(((await answer.json()) as { upload_id: string }).upload_id);
    });
    let accepted = false;
    await this.page.route('**/api/uploads/*/complete', async (route) => {
      const answer = await route.fetch();
      accepted ||= answer.ok();
      await route.abort('connectionfailed');
    });
    await this.chooseVideo(file);
    await this.click('button', 'Upload');
    await waitUntil(() => accepted);
    await this.loseConnection();
    return announced;
  }

  /** Chooses the video once more. @returns the upload that the screen shows then */
  async chooseAgain(file: string): Promise<string[]> {
    await this.page.unroute('**/api/uploads/*/complete');
    await this.chooseVideo(file);
    await this.click('button', 'Upload');
    await this.page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
    return [new URL(this.page.url()).pathname.split('/').at(-1) ?? ''];
  }

  private async chooseVideo(file: string): Promise<void> {
    await this.page.goto(`${this.url}/app/uploads/new`);
    await this.see('New upload');
    await this.page.getByLabel('Video', { exact: true }).setInputFiles(file);
  }
}
