import {
  coreConfig,
  defineConfig,
  EnvString,
  type ProviderDefinition,
  provideFirstConfigured,
  providerConfigurations,
} from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { setEnvironment } from '../../../test/support/set-environment';
import { queueStores } from './providers';
import { PostgresQueueStore } from './providers/postgres/postgres-queue-store';
import { QueueStore } from './queue-store';

class ToyEnv {
  @EnvString()
  TOY_URL?: string;
}
const toyConfig = defineConfig('jobs.toy', ToyEnv);

class ToyQueueStore extends PostgresQueueStore {}

/** What a folder `providers/toy/` would export. */
const toy: ProviderDefinition<QueueStore, 'toy'> = {
  name: 'toy',
  config: toyConfig,
  enabledBy: 'TOY_URL',
  provide: {
    provide: ToyQueueStore,
    inject: [toyConfig.KEY],
    useFactory: ({ TOY_URL }: ToyEnv) =>
      TOY_URL ? new ToyQueueStore({ connectionString: TOY_URL, poolSize: 1 }) : undefined,
  },
};
// The one line in providers/index.ts.
(queueStores as unknown as ProviderDefinition<QueueStore>[]).unshift(toy);

@Module({
  imports: [ConfigModule.forFeature(coreConfig), ...providerConfigurations(queueStores)],
  providers: provideFirstConfigured<QueueStore>(QueueStore, queueStores, () => {
    throw new Error('none');
  }),
})
class StoresModule {}

describe('a queue store that was added with one folder and one line', () => {
  const chosen = async (env: Readonly<Record<string, string>>) => {
    setEnvironment({ DATABASE_URL: 'postgres://127.0.0.1:1/none', ...env });
    try {
      const context = await NestFactory.createApplicationContext(StoresModule, { logger: false, abortOnError: false });
      return context.get(QueueStore);
    } finally {
      setEnvironment({ TOY_URL: undefined, DATABASE_URL: undefined });
    }
  };

  it('holds the queues when its variable is set; otherwise the others do', async () => {
    for (const [env, isToy] of [
      [{ TOY_URL: 'postgres://localhost/toy' }, true],
      [{}, false],
    ] as const) {
      const store = await chosen(env);
      expect(store instanceof ToyQueueStore).toBe(isToy);
      await store.close();
    }
  });
});
