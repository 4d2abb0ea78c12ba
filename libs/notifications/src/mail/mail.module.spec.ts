import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, EnvString, type ProviderDefinition } from '@app/core';
import { NestFactory } from '@nestjs/core';
import { setEnvironment } from '../../../../test/support/set-environment';
import { mailProviders } from '../providers';
import { OutboxAdapter } from '../providers/outbox/outbox.adapter';
import { Mailer } from './mailer';

class ToyEnv {
  @EnvString()
  TOY_FOLDER?: string;
}
const toyConfig = defineConfig('notifications.toy', ToyEnv);

class ToyMailer extends OutboxAdapter {}

/** What a folder `providers/toy/` would export. */
const toy: ProviderDefinition<Mailer, 'toy'> = {
  name: 'toy',
  config: toyConfig,
  enabledBy: 'TOY_FOLDER',
  provide: {
    provide: ToyMailer,
    inject: [toyConfig.KEY],
    useFactory: ({ TOY_FOLDER }: ToyEnv) => (TOY_FOLDER ? new ToyMailer(TOY_FOLDER, 'toy@toy.test') : undefined),
  },
};
// The line in providers/index.ts; everything that follows from the list is loaded after it.
(mailProviders as unknown as ProviderDefinition<Mailer>[]).unshift(toy);
const { MailModule }: typeof import('./mail.module') = require('./mail.module');

describe('a mail provider that was added with one folder and one line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mail-module-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const chosen = async (settings: Readonly<Record<string, string>>) => {
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/none', ...settings };
    setEnvironment(env);
    try {
      const context = await NestFactory.createApplicationContext(MailModule, { logger: false, abortOnError: false });
      return context.get(Mailer);
    } finally {
      setEnvironment(Object.fromEntries(Object.keys(env).map((name) => [name, undefined])));
    }
  };

  it('sends when its variable is set', async () => {
    const mailer = await chosen({ TOY_FOLDER: folder });
    await mailer.send({ to: 'ada@example.test', subject: 'Hello', text: 'Hello', id: '1' });
    expect(mailer).toBeInstanceOf(ToyMailer);
    expect(await (mailer as ToyMailer).list()).toHaveLength(1);
  });

  it('leaves the choice to the others otherwise, and is named where one is needed', async () => {
    expect(await chosen({ DATA_DIR: folder })).not.toBeInstanceOf(ToyMailer);
    const addresses = { BASE_URL: 'https://api.example.test', FRONTEND_URL: 'https://app.example.test' };
    await expect(chosen({ ENVIRONMENT: 'production', ...addresses, MAIL_FROM: 'a@example.test' })).rejects.toThrow(
      'TOY_FOLDER or MAILGUN_API_KEY or SMTP_URL',
    );
  });
});
