import { setImmediate } from 'node:timers/promises';
import { createCanvas } from '@napi-rs/canvas';
import type { Rect, Size } from '../canvas/geometry';
import { privateTrack } from '../telemetry/privacy/private-track';
import { AssScript, type Span } from './drawing/ass-script';
import { OutlineFont } from './drawing/outline-font';
import { type HudTheme, MovingPen, type PanelFrame, StillPen } from './drawing/pens';
import { type HudGroup, type HudSlot, placeGroups } from './hud-layout';
import type { HudElement, HudSettings } from './hud-settings';
import { type HudTelemetry, HudTimeline } from './hud-timeline';
import { HUD_UNITS } from './hud-units';
import { gMeter } from './widgets/g-meter';
import { gauge } from './widgets/gauge';
import { headingTape } from './widgets/heading-tape';
import { lapBoard } from './widgets/lap-board';
import { leanMeter } from './widgets/lean-meter';
import type { HudPanel } from './widgets/panel';
import {
  altitudeReadout,
  clockReadout,
  distanceReadouts,
  headingReadout,
  type Readout,
  readoutBar,
  speedReadout,
} from './widgets/readouts';
import { routeMap } from './widgets/route-map';

/** Settings and data of an overlay. */
export interface Hud {
  settings: HudSettings;
  telemetry: HudTelemetry;
}

/** A still picture of the overlay, in pixels of the video. */
export interface HudPicture extends Rect {
  /** PNG with transparency. */
  png: Buffer;
}

/** An overlay for one video size: its still and its moving parts. */
export interface ComposedHud {
  pictures: HudPicture[];
  /** The text of the moving parts in pieces: an hour of video would be too much for memory, and takes seconds. */
  script: () => AsyncGenerator<string>;
}

interface Group extends HudGroup {
  panels: HudPanel[];
}

export interface ComposeOptions {
  videoSeconds: number;
  /** The required part of the video; default: all of it. */
  part?: Span;
  /** Maps a colour to the one that libass needs in order to show it correctly. */
  color?: (hex: string) => string;
}

/** Seconds of the video whose moving parts are drawn at a time. A multiple of every step of the timeline. */
const PART_SECONDS = 60;

/** Lays out an overlay for a size, paints its still parts and prepares its moving ones. */
export async function composeHud(
  { settings, telemetry }: Hud,
  frame: Size,
  options: ComposeOptions,
): Promise<ComposedHud> {
  const { track, privacy } = telemetry;
  const shown = privacy ? { ...telemetry, track: privateTrack(track, privacy) } : telemetry;
  const timeline = new HudTimeline(shown, options.videoSeconds, options.part);
  const theme: HudTheme = {
    accent: settings.color,
    bold: OutlineFont.open(settings.font, 700),
    medium: OutlineFont.open(settings.font, 500),
    isBare: settings.preset === 'minimal',
  };
  const { scale, groups } = placeGroups(frame, settings, (width) => groupsOf(settings, theme, timeline, width));
  const panels = groups.flatMap(({ group, corners }) =>
    group.panels.map((panel, index) => ({ panel, at: { x: 0, y: 0, ...corners[index], scale } })),
  );
  const pictures: HudPicture[] = [];
  for (const { panel, at } of panels) pictures.push(await pictureOf(panel, at, theme));
  return { pictures, script: () => scriptOf(new AssScript(frame, options.color), panels, theme, timeline) };
}

interface PlacedPanel {
  panel: HudPanel;
  at: PanelFrame;
}

/** Part after part; lets other work run between the panels. */
async function* scriptOf(
  script: AssScript,
  panels: readonly PlacedPanel[],
  theme: HudTheme,
  timeline: HudTimeline,
): AsyncGenerator<string> {
  const drawn = panels.map(({ panel, at }) => ({ panel, pen: new MovingPen(script, at, theme) }));
  yield script.header();
  for (const part of timeline.parts(PART_SECONDS)) {
    const { from, to } = part.part;
    // Shapes that end with the video stay for frames beyond its declared length.
    script.limit({ from, to: to >= timeline.part.to ? Number.POSITIVE_INFINITY : to });
    for (const { panel, pen } of drawn) {
      panel.animate(pen, part);
      pen.finish();
      yield* script.takeEvents();
      await setImmediate();
    }
  }
}

/** The panels of the chosen elements, the leading group first. */
function groupsOf(settings: HudSettings, theme: HudTheme, timeline: HudTimeline, width: number): Group[] {
  const has = (element: HudElement) => settings.elements.includes(element);
  const units = HUD_UNITS[settings.speed_unit];
  const withTape = has('heading') && TAPE_PRESETS.has(settings.preset);
  const readouts: Readout[] = [
    ...(has('speed') ? [speedReadout(units, timeline)] : []),
    ...(has('heading') && !withTape ? [headingReadout()] : []),
    ...(has('altitude') ? [altitudeReadout(units, timeline)] : []),
    ...(has('distance') ? distanceReadouts(units, timeline) : []),
    ...(has('clock') ? [clockReadout(timeline)] : []),
  ];
  const bar = readouts.length > 0 ? [readoutBar(readouts, theme, width)] : [];
  const dials = [
    ...(has('gauge') ? [gauge(units, timeline)] : []),
    ...(has('lean') ? [leanMeter()] : []),
    ...(has('g_force') ? [gMeter()] : []),
  ];
  const laps = has('laps') ? [lapBoard()] : [];
  const groups: [HudSlot, HudPanel[]][] = [
    ['primary', dials.length > 0 ? dials : bar],
    ['map', has('map') ? routeMap(timeline) : []],
    ['tape', withTape ? [headingTape()] : []],
    ['secondary', laps],
    ['secondary', dials.length > 0 ? bar : []],
  ];
  return groups.flatMap(([slot, panels]) =>
    panels.length > 0 ? [{ slot, panels, sizes: panels.map(({ size }) => size) }] : [],
  );
}

/** Presets whose heading slides instead of being written. */
const TAPE_PRESETS: ReadonlySet<string> = new Set(['moto', 'track', 'flight']);

/** Text shadows extend beyond the edge of their panel. */
const MARGIN = 4;

async function pictureOf(panel: HudPanel, { x, y, scale }: PanelFrame, theme: HudTheme): Promise<HudPicture> {
  // Even corners and sides: chroma has half the resolution.
  const left = Math.floor((x - MARGIN) / 2) * 2;
  const top = Math.floor((y - MARGIN) / 2) * 2;
  const width = Math.ceil((x + panel.size.width * scale + MARGIN - left) / 2) * 2;
  const height = Math.ceil((y + panel.size.height * scale + MARGIN - top) / 2) * 2;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.translate(x - left, y - top);
  context.scale(scale, scale);
  panel.paint(new StillPen(context, theme));
  return { x: left, y: top, width, height, png: await canvas.encode('png') };
}
