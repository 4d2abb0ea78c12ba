import { Resvg } from '@resvg/resvg-js';
import { mediaTooExpensive, unreadableMedia } from '../media.errors';
import type { Size } from './geometry';
import { svgCost } from './svg-cost';

/** Elements, including copies: real maps and drawings have about ten thousand. */
const MOST_ELEMENTS = 100_000;
/** Filter operations over all pixels: a few seconds. */
const MOST_FILTER_WORK = 400e6;

/**
 * SVG → PNG, without fonts, scripts, files or network.
 * @param size of the picture in pixels; the width is exact, the height follows from the markup
 * @param natural size that the markup declares
 * @throws unreadable_media when it is not well-formed; media_too_expensive when drawing it would take too long
 */
export function renderSvg(markup: string, size: Size, natural: Size = size): Buffer {
  const cost = svgCost(markup, size.width / natural.width);
  if (cost.elements > MOST_ELEMENTS)
    throw mediaTooExpensive(`The SVG draws more than ${MOST_ELEMENTS} elements, including copies made by <use>.`);
  if (cost.filterSteps * size.width * size.height > MOST_FILTER_WORK)
    throw mediaTooExpensive('The filters of the SVG take too long at its size; use fewer or smaller ones.');
  try {
    const image = new Resvg(markup, {
      fitTo: { mode: 'width', value: Math.max(1, Math.round(size.width)) },
      font: { loadSystemFonts: false },
    });
    return image.render().asPng();
  } catch (error) {
    throw unreadableMedia(`The SVG cannot be drawn: ${(error as Error).message.slice(0, 200)}`, { cause: error });
  }
}
