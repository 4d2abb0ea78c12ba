import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOut } from '../../mail/mail-layout';
import { OutboxAdapter } from './outbox.adapter';

describe('a mail in the outbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-outbox-'));
  const outbox = new OutboxAdapter(folder, 'Reelway <no-reply@localhost>');
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['plain', 'Hello Ada,\n\nthis is a mail.'],
    ['with umlauts', `Grüße ${'und eine lange Zeile '.repeat(20)}`],
    ['in another script', 'こんにちは '.repeat(40)],
  ])('reads %s as it was written, with and without HTML', async (_, sentence) => {
    const content = layOut({
      subject: `Betreff: ${/\S+ \S+/.exec(sentence)?.[0]}`,
      preheader: 'x',
      name: 'Ada',
      blocks: [sentence, { action: 'Go', url: 'https://app.example.test/x#token=AB=CD' }],
    });
    for (const mail of [content, { ...content, html: undefined }]) {
      await outbox.send({ to: 'ada@example.test', id: '1', ...mail });
      const [newest = ''] = await outbox.list();
      const read = await outbox.read(newest);
      expect({ ...read, text: read?.text.trim(), html: read?.html?.trim() }).toMatchObject({
        to: 'ada@example.test',
        subject: content.subject,
        text: content.text.trim(),
        html: mail.html?.trim(),
      });
    }
  });
});
