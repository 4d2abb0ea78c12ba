import { drive } from '../../../../test/support/telemetry/drive';
import { writeGpx } from '../../../../test/support/telemetry/write-xml';
import { bufferSource, readTrack } from '../telemetry';
import { composeHud, type Hud } from './compose-hud';
import { HUD_PRESETS, hudSettings } from './hud-settings';

const FRAME = { width: 1920, height: 1080 };
/** Parts end at 60 s and 120 s. */
const SECONDS = 130;

interface Event {
  from: number;
  to: number;
  /** Layer, colour and drawing, without position and time. */
  shape: string;
}

const secondsOf = (stamp: string) => stamp.split(':').reduce((total, part) => total * 60 + Number(part), 0);

async function eventsOf(hud: Hud, part?: { from: number; to: number }): Promise<Event[]> {
  const { script } = await composeHud(hud, FRAME, { videoSeconds: SECONDS, ...(part && { part }) });
  let text = '';
  for await (const piece of script()) text += piece;
  return (
    text
      .split('\n')
      // Tiles of the sliding compass are written for a whole movement, also while they are outside of their clip.
      .filter((line) => line.startsWith('Dialogue:') && !line.includes('\\clip('))
      .map((line) => {
        const [layer = '', from = '', to = ''] = line.split(',');
        const tags = line.slice(line.indexOf('{'));
        const shape = layer + tags.replace(/\\(move|pos|org)\([^)]*\)|\\t\([^)]*\)|\\frz-?[\d.]+/g, '');
        return { from: secondsOf(from), to: secondsOf(to), shape };
      })
  );
}

describe('the script of an overlay', () => {
  it.each(HUD_PRESETS)('%s: shows at the joints of its parts what it shows there without parts', async (preset) => {
    const checked = hudSettings({ preset });
    if ('faults' in checked) throw new Error('the settings are not valid');
    const track = await readTrack(bufferSource(writeGpx(drive({ rate: 5, phases: [40, 80, 20], turn: 7 }))));
    const telemetry = { track, map: { offset: 0, rate: 1 }, startLine: 'automatic' as const };
    const hud: Hud = { settings: checked.settings, telemetry };
    const whole = await eventsOf(hud);
    for (const moment of [59.95, 60, 60.05, 119.99, 120, 125]) {
      const alone = await eventsOf(hud, { from: moment, to: moment + 0.01 });
      const at = (events: readonly Event[]) =>
        events
          .filter(({ from, to }) => from <= moment + 0.004 && moment + 0.004 < to)
          .map(({ shape }) => shape)
          .sort();
      expect(at(whole)).toEqual(at(alone));
    }
  });
});
