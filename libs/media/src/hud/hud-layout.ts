import type { Rect, Size } from '../canvas/geometry';
import type { HudPosition, HudSettings } from './hud-settings';

/** The role of a group; it decides which corner it prefers. */
export type HudSlot = 'primary' | 'map' | 'secondary' | 'tape';

/** Panels in a row. Sizes are in units of the design. */
export interface HudGroup {
  slot: HudSlot;
  sizes: Size[];
}

/** The scale that all panels share, and the corners of each group's panels in pixels. */
export interface HudPlacement<Group> {
  /** Pixels per unit. */
  scale: number;
  groups: { group: Group; corners: Corner[] }[];
}

interface Corner {
  x: number;
  y: number;
}

/** The shorter side in pixels, and the font size, for which panels are designed. */
const [DESIGN_SIDE, DESIGN_FONT] = [1080, 24];
/** Units between panels. */
const GAP = 18;
const SHRINK = 0.95;

/**
 * The part of a frame that apps do not cover: without the buttons at the right and the texts at the top and bottom of
 * vertical videos, otherwise without the margins of a television.
 */
export function safeZone({ width, height }: Size): Rect {
  if (width / height < 0.65) {
    const [x, y] = [width / DESIGN_SIDE, height / 1920];
    return { x: 60 * x, y: 210 * y, width: 900 * x, height: 1330 * y };
  }
  const margin = Math.min(width, height) * 0.05;
  return { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin };
}

type Row = 'top' | 'middle' | 'bottom';
type Column = 'left' | 'center' | 'right';
interface Anchor {
  row: Row;
  column: Column;
}

const anchorOf = (position: HudPosition): Anchor => ({
  row: position.startsWith('top') ? 'top' : position.startsWith('bottom') ? 'bottom' : 'middle',
  column: position.endsWith('left') ? 'left' : position.endsWith('right') ? 'right' : 'center',
});

/** The preferred positions of each group, in order. */
function preferences(slot: HudSlot, { row, column }: Anchor): Anchor[] {
  const across: Row = row === 'top' ? 'bottom' : 'top';
  const beside: Column = column === 'right' ? 'left' : 'right';
  const corners: Anchor[] = [
    { row, column: beside },
    { row: across, column: beside },
    { row: across, column },
    { row, column },
  ];
  if (slot === 'primary') return [{ row, column }];
  if (slot === 'map') return corners;
  if (slot === 'tape') return [{ row: across, column: 'center' }, { row, column: 'center' }, ...corners];
  return [{ row: across, column }, { row: across, column: beside }, ...corners];
}

/**
 * Places groups within the safe zone without overlaps, at the requested size or as much smaller as necessary.
 * @param groupsFor the groups for a width in units: a narrow frame gets its readouts in several rows
 */
export function placeGroups<Group extends HudGroup>(
  frame: Size,
  settings: Pick<HudSettings, 'position' | 'font_size'>,
  groupsFor: (width: number) => Group[],
): HudPlacement<Group> {
  const zone = safeZone(frame);
  let scale = (Math.min(frame.width, frame.height) / DESIGN_SIDE) * (settings.font_size / DESIGN_FONT);
  // This ends: small enough groups always fit.
  for (;;) {
    const groups = tryPlacing(zone, anchorOf(settings.position), groupsFor(zone.width / scale), scale);
    if (groups) return { scale, groups };
    scale *= SHRINK;
  }
}

function tryPlacing<Group extends HudGroup>(
  zone: Rect,
  position: Anchor,
  groups: readonly Group[],
  scale: number,
): HudPlacement<Group>['groups'] | undefined {
  const taken: Rect[] = [];
  const placed: HudPlacement<Group>['groups'] = [];
  for (const group of groups) {
    const size = rowSize(group.sizes, scale);
    const found = preferences(group.slot, position)
      .map((anchor) => ({ anchor, rect: freeRect(zone, anchor, size, taken, GAP * scale) }))
      .find(({ rect }) => rect);
    if (!found?.rect) return undefined;
    taken.push(found.rect);
    placed.push({ group, corners: rowCorners(group.sizes, found.rect, found.anchor, scale) });
  }
  return placed;
}

const rowSize = (sizes: readonly Size[], scale: number): Size => ({
  width: (sizes.reduce((sum, { width }) => sum + width, 0) + GAP * (sizes.length - 1)) * scale,
  height: Math.max(...sizes.map(({ height }) => height)) * scale,
});

/** Panels of a row stand on its lower edge at the bottom of the frame, and hang from its upper edge at the top. */
function rowCorners(sizes: readonly Size[], row: Rect, anchor: Anchor, scale: number): Corner[] {
  const ordered = sizes.map((size, index) => ({ size, index }));
  // The first panel of a group is the leading one and is at the outer edge.
  if (anchor.column === 'right') ordered.reverse();
  const corners: Corner[] = [];
  let { x } = row;
  for (const { size, index } of ordered) {
    const free = row.height - size.height * scale;
    const y = row.y + (anchor.row === 'top' ? 0 : anchor.row === 'middle' ? free / 2 : free);
    corners[index] = { x: Math.round(x), y: Math.round(y) };
    x += (size.width + GAP) * scale;
  }
  return corners;
}

/**
 * The position at an anchor, moved away from the edge past the groups already there; undefined when the zone has no
 * room.
 */
function freeRect(
  zone: Rect,
  { row, column }: Anchor,
  size: Size,
  taken: readonly Rect[],
  gap: number,
): Rect | undefined {
  const free = { x: zone.width - size.width, y: zone.height - size.height };
  if (free.x < 0 || free.y < 0) return undefined;
  const x = zone.x + { left: 0, center: free.x / 2, right: free.x }[column];
  let y = zone.y + { top: 0, middle: free.y / 2, bottom: free.y }[row];
  for (let tries = 0; tries <= taken.length; tries++) {
    const rect = { x, y, ...size };
    const hit = taken.find((other) => overlaps(rect, other, gap));
    if (!hit) return rect;
    y = row === 'bottom' ? hit.y - gap - size.height : hit.y + hit.height + gap;
    if (y < zone.y || y + size.height > zone.y + zone.height) return undefined;
  }
  return undefined;
}

const overlaps = (a: Rect, b: Rect, gap: number) =>
  a.x < b.x + b.width + gap - 0.5 &&
  b.x < a.x + a.width + gap - 0.5 &&
  a.y < b.y + b.height + gap - 0.5 &&
  b.y < a.y + a.height + gap - 0.5;
