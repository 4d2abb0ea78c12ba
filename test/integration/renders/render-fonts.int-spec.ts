import { readFileSync } from 'node:fs';
import type { AppError } from '@app/core';
import { validateEdit } from '@app/render-proxy';
import { describeWithFfmpeg, editOf, RenderHarness } from '../../support/harness/render-harness';
import { startRemoteServer } from '../../support/servers/remote-server';

describeWithFfmpeg('sources of every kind (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());

  describe('fonts', () => {
    const title = (family: string, text = 'WWWW') => ({
      asset: { type: 'text', text, font: { family, size: 40, color: '#ffffff' } },
      start: 0,
      length: 1,
    });
    const still = { format: 'png', size: { width: 320, height: 90 }, fps: undefined };
    const faultsOf = (edit: unknown) => {
      try {
        validateEdit(edit);
        return [];
      } catch (error) {
        return ((error as AppError).options.errors ?? []).map(({ path, code }) => [path, code]);
      }
    };

    it('of the edit itself are used, by font name or file name', async () => {
      const file = require.resolve('@fontsource/permanent-marker/files/permanent-marker-latin-400-normal.woff2');
      const server = await startRemoteServer();
      server.respond((_, response) => response.end(readFileSync(file)));
      const online = new RenderHarness([`127.0.0.1:${server.port}`]);
      const fonts = [{ src: `${server.base}/scribble.woff2` }];
      const pictures = [
        await harness.render(editOf([[title('Permanent Marker')]], still)),
        await online.render(editOf([[title('scribble')]], still, { fonts })),
        await online.render(editOf([[title('Permanent Marker')]], still, { fonts })),
        await harness.render(editOf([[title('Open Sans')]], still)),
      ].map(({ files }) => readFileSync(files.file).toString('base64'));
      expect(pictures[1]).toBe(pictures[0]);
      expect(pictures[2]).toBe(pictures[0]);
      expect(pictures[3]).not.toBe(pictures[0]);
      await online.close();
      server.close();
    });

    it('that nobody has, and scripts that none can draw, are refused before anything is fetched', () => {
      const path = 'timeline.tracks[0].clips[0].asset';
      expect(faultsOf(editOf([[title('Comic Sans')]]))).toEqual([[`${path}.font.family`, 'unknown_font']]);
      const caption = {
        asset: { type: 'rich-caption', src: 'https://example.com/a.vtt', active: { font: { family: 'Comic Sans' } } },
        start: 0,
        length: 1,
      };
      expect(faultsOf(editOf([[caption]]))).toEqual([[`${path}.active.font.family`, 'unknown_font']]);
      expect(faultsOf(editOf([[title('Roboto', '日本語')]]))).toEqual([[path, 'no_glyphs']]);
      expect(
        faultsOf(
          editOf([[title('Comic Sans', '日本語')]], {}, { fonts: [{ src: 'https://example.com/comic-sans.ttf' }] }),
        ),
      ).toEqual([]);
    });
  });
});
