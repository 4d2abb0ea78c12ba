import type { ApiScope } from '@app/auth';
import type { AccountEventType, RecordedEvent } from '@app/notifications';

type Topic = AccountEventType extends `${infer Name}.${string}` ? Name : never;
/** The right to read what an event names. */
const SCOPES: Readonly<Record<Exclude<Topic, 'notice'>, ApiScope>> = {
  render: 'render:read',
  upload: 'uploads:read',
  publication: 'uploads:read',
  account: 'platforms:read',
  tokens: 'billing:read',
  subscription: 'billing:read',
  quota: 'billing:read',
  summary: 'uploads:read',
};

/** Every right to read what events name. */
export const EVENT_SCOPES = Object.values(SCOPES);

/** The right that a reader of this event needs. */
export const scopeOf = (type: Exclude<AccountEventType, `notice.${string}`>): ApiScope =>
  SCOPES[type.split('.', 1)[0] as keyof typeof SCOPES];

/** Whether a caller with these rights may read the event or, for a notice, the event that it is about. */
export function isReadable({ type, data }: Pick<RecordedEvent, 'type' | 'data'>, scopes: readonly ApiScope[]): boolean {
  const about = type === 'notice.created' ? (data.event as AccountEventType) : type;
  return about === 'notice.read' || about === 'notice.created' || scopes.includes(scopeOf(about));
}
