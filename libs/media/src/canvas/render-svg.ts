import { Resvg } from '@resvg/resvg-js';
import { unreadableMedia } from '../media.errors';

/**
 * SVG → PNG of this width, without fonts, scripts, files or network.
 * @throws unreadable_media when it is not well-formed
 */
export function renderSvg(markup: string, width: number): Buffer {
  try {
    const image = new Resvg(markup, {
      fitTo: { mode: 'width', value: Math.max(1, Math.round(width)) },
      font: { loadSystemFonts: false },
    });
    return image.render().asPng();
  } catch (error) {
    throw unreadableMedia(`The SVG cannot be drawn: ${(error as Error).message.slice(0, 200)}`, { cause: error });
  }
}
