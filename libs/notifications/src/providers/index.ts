import type { ProviderDefinition } from '@app/core';
import type { Mailer } from '../mail/mailer';
import { discord } from './discord';
import { mailgun } from './mailgun';
import { outbox } from './outbox';
import { smtp } from './smtp';

/** Every mail provider, in order of preference: the first configured one sends all mails. */
export const mailProviders = [mailgun, smtp, outbox] as const satisfies readonly ProviderDefinition<Mailer>[];

/** Channels that customers connect themselves. */
export const channelProviders = [discord] as const satisfies readonly ProviderDefinition<unknown>[];
