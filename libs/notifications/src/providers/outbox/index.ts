import { join } from 'node:path';
import { type CoreConfig, coreConfig, type ProviderDefinition } from '@app/core';
import { type NotificationsConfig, notificationsConfig } from '../../notifications.config';
import { OutboxAdapter } from './outbox.adapter';

/** Configured outside production, because files in `DATA_DIR/outbox` reach no recipient. */
export const outbox: ProviderDefinition<OutboxAdapter, 'outbox'> = {
  name: 'outbox',
  provide: {
    provide: OutboxAdapter,
    inject: [coreConfig.KEY, notificationsConfig.KEY],
    useFactory: ({ isProduction, DATA_DIR }: CoreConfig, { MAIL_FROM }: NotificationsConfig) =>
      isProduction ? undefined : new OutboxAdapter(join(DATA_DIR, 'outbox'), MAIL_FROM),
  },
};
