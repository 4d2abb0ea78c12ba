import { cssColor, drawTextBlock, type FontLibrary, inkOf, type Rect, type Size } from '@app/media';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { HtmlAsset } from '../../edit/edit';
import type { Painting } from '../paint/painting';
import { buildBoxes } from './box-tree';
import { visibleColor } from './css-values';
import { drawBox } from './draw-box';
import { gradientFill, parseGradient } from './gradient';
import { HtmlFlow } from './html-flow';
import { moveItems, type PlacedItem } from './placed-item';
import { readHtml } from './read-html';

/** A page of an html asset, laid out. */
export interface HtmlPage {
  items: PlacedItem[];
  /** Backgrounds that fill the whole box: the asset's, then the body's. */
  background: string | undefined;
}

/** Lays out the page of an html asset in its box. */
export function layoutHtml(asset: HtmlAsset, box: Size, context: SKRSContext2D, fonts: FontLibrary): HtmlPage {
  const root = buildBoxes(readHtml(asset));
  const flow = new HtmlFlow({ context, fonts });
  const style = new Map(root.style);
  // The background of the body fills the page.
  style.delete('background-color');
  style.delete('background-image');
  flow.add({ ...root, style }, { x: 0, width: box.width });
  const { position = 'center', background } = asset;
  const free = box.height - flow.height;
  moveItems(flow.items, 0, position.startsWith('top') ? 0 : position.startsWith('bottom') ? free : free / 2);
  const isVisible = background !== undefined && !/^(transparent|#00[0-9a-f]{6})$/i.test(background);
  return { items: flow.items, background: isVisible ? cssColor(background) : undefined };
}

/** Paints an html asset. */
export function htmlPainting(asset: HtmlAsset, box: Size, context: SKRSContext2D, fonts: FontLibrary): Painting {
  const { items, background } = layoutHtml(asset, box, context, fonts);
  const { body, styles } = readHtml(asset);
  const page = { x: 0, y: 0, ...box };
  const bodyColor = visibleColor(styles.get(body)?.get('background-color'));
  const bodyGradient = parseGradient(styles.get(body)?.get('background-image'));
  const isFilled = background !== undefined || bodyColor !== undefined || bodyGradient !== undefined;
  return {
    ink: () => inkOfItems(items, page, isFilled),
    draw: (target) => {
      target.save();
      target.beginPath();
      target.rect(0, 0, box.width, box.height);
      target.clip();
      const fills = [background, bodyColor, bodyGradient && gradientFill(target, bodyGradient, page)];
      for (const fill of fills) {
        if (fill === undefined) continue;
        target.fillStyle = fill;
        target.fillRect(0, 0, box.width, box.height);
      }
      for (const item of items) drawItem(target, item, fonts);
      target.restore();
    },
  };
}

function drawItem(context: SKRSContext2D, item: PlacedItem, fonts: FontLibrary): void {
  if (item.kind === 'box') return drawBox(context, item);
  context.save();
  context.translate(item.x, item.y);
  drawTextBlock(context, item.block, item.layout, fonts);
  context.restore();
}

/** The part of the page that the items touch: what exceeds the page is masked. */
function inkOfItems(items: readonly PlacedItem[], page: Rect, isFilled: boolean): Rect {
  const inks = items.map((item): Rect => {
    if (item.kind === 'box') return item;
    const ink = inkOf(item.block, item.layout, false);
    return { ...ink, x: ink.x + item.x, y: ink.y + item.y };
  });
  const all = isFilled || inks.length === 0 ? [page, ...inks] : inks;
  const x = Math.max(0, Math.min(...all.map((ink) => ink.x)));
  const y = Math.max(0, Math.min(...all.map((ink) => ink.y)));
  const right = Math.min(page.width, Math.max(...all.map((ink) => ink.x + ink.width)));
  const bottom = Math.min(page.height, Math.max(...all.map((ink) => ink.y + ink.height)));
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}
