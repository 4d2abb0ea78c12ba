import { DashboardVisitor } from './dashboard-visitor';
import { waitUntil } from './wait-until';

/** A visitor who looks at the overlay of an upload and moves its track. */
export class TrackVisitor extends DashboardVisitor {
  /** Moves through the video with another preset. @returns the widths of the pictures of the overlay */
  async previewOverlay(preset: string): Promise<number[]> {
    const picture = this.page.getByRole('img', { name: /^The overlay at/ });
    const width = () =>
      this.page.evaluate<number>(`document.querySelector('img[alt^="The overlay"]')?.naturalWidth ?? 0`);
    const widths = [await waitUntil(width)];
    const address = await picture.getAttribute('src');
    await this.page.getByLabel(/^Moment of the video/).press('Home');
    await this.page.getByLabel('Preset', { exact: true }).selectOption({ label: preset });
    await waitUntil(async () => (await picture.getAttribute('src')) !== address && (await width()) > 0);
    return [...widths, await width()];
  }

  /** Moves the track against the video, looks at the overlay there, and makes the files again with it. */
  async moveTrack(timeoutMs: number): Promise<void> {
    const picture = this.page.getByRole('img', { name: /^The overlay at/ });
    const address = await picture.getAttribute('src');
    const seconds = this.page.getByLabel('Seconds', { exact: true });
    await seconds.press('ControlOrMeta+a');
    await seconds.pressSequentially('-45.5');
    await this.page.getByText('Track against the video: -45.5 s').waitFor();
    await seconds.fill('0');
    await this.page.getByLabel(/^Track against the video/).press('ArrowRight');
    await waitUntil(async () => (await picture.getAttribute('src')) !== address);
    await this.click('button', 'Use this position');
    await this.page.getByText('The moments that the user set.').waitFor({ timeout: timeoutMs });
  }

  /** Takes what the failed reading of a track suggests. @returns the request */
  async takeSuggestion(seconds: number): Promise<unknown> {
    const upload = /\/api\/uploads\/[\w-]{36}$/;
    const error = {
      code: 'telemetry_no_overlap',
      message: 'The track ended before.',
      extra: { suggested_offset_seconds: seconds },
    };
    await this.page.route(upload, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { stages: { stage: string }[] };
      const stages = body.stages.map((each) =>
        each.stage === 'telemetry' ? { ...each, status: 'failed', error } : each,
      );
      await route.fulfill({ response: answer, json: { ...body, telemetry: null, stages } });
    });
    const requests: unknown[] = [];
    await this.page.route('**/retry', async (route) => {
      requests.push(route.request().postDataJSON());
      await route.fulfill({ json: {} });
    });
    await this.page.reload();
    await this.click('button', `Try again with the track moved by ${seconds.toLocaleString('en')} s`);
    await waitUntil(() => requests.length > 0);
    await this.look();
    await this.page.unroute(upload);
    await this.page.unroute('**/retry');
    return requests[0];
  }
}
