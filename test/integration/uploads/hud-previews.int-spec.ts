import { hudSettings } from '@app/media';
import { HudPreviewService } from '@app/uploads';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { driveTrack } from '../../support/media/upload-videos';

const checked = hudSettings({});
const settings = 'settings' in checked ? checked.settings : undefined;

describeWithFfmpeg('previews of the overlay', () => {
  const previews = new HudPreviewService();
  afterAll(() => previews.onApplicationShutdown());

  it('are drawn in turns: eight large ones of an account delay another account by one of them', async () => {
    if (!settings) throw new Error('the default settings are not valid');
    const done: string[] = [];
    const paint = async (caller: string, number: number, size: { width: number; height: number }) => {
      const map = { offset: 0, rate: 1 };
      const task = { trackId: `${caller} ${number}`, map, settings, seconds: 1, videoSeconds: 2, ...size };
      const png = await previews.paint(caller, task, () => Promise.resolve(driveTrack()));
      expect(Buffer.from(png).toString('latin1', 1, 4)).toBe('PNG');
      done.push(caller);
    };
    const large = Array.from({ length: 8 }, (_, number) => paint('hoarder', number, { width: 3_840, height: 2_160 }));
    await Promise.all([...large, paint('guest', 0, { width: 320, height: 180 })]);
    expect(done.indexOf('guest')).toBeLessThanOrEqual(1);
  });

  it('show the time of the zone that the drive is in', async () => {
    if (!settings) throw new Error('the default settings are not valid');
    const paint = (zone: { utcOffsetMinutes?: number }) => {
      const task = { trackId: 'zones', map: { offset: 0, rate: 1 }, settings, seconds: 1, videoSeconds: 2, ...zone };
      return previews.paint('owner', { ...task, width: 320, height: 180 }, () => Promise.resolve(driveTrack()));
    };
    const [unknown, known, again] = [await paint({}), await paint({ utcOffsetMinutes: 120 }), await paint({})];
    expect(Buffer.compare(unknown, again)).toBe(0);
    expect(Buffer.compare(unknown, known)).not.toBe(0);
  });
});
