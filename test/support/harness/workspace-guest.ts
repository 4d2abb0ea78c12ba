import type { MailOutbox } from '../emulators/mail-outbox';
import { httpClient } from '../servers/http-client';
import type { Person } from './dashboard-visitor';
import type { InstanceDetails } from './instance-harness';
import { waitUntil } from './wait-until';

/**
 * Lets a person, whose address is confirmed, join the workspace of the administrator, which has a free seat.
 * @returns removes the person from it
 */
export async function joinAdmin(
  { url, admin }: InstanceDetails,
  outbox: MailOutbox,
  { email, password }: Omit<Person, 'name'>,
): Promise<() => Promise<unknown>> {
  const call = httpClient(url);
  const signIn = async (body: object) =>
    (await call<{ access_token: string; user: { id: string } }>('POST', '/api/auth/login', { body })).body;
  const { access_token: token } = await signIn(admin);
  const guest = await signIn({ email, password });
  const invitation = { token, body: { email, role: 'viewer' } };
  // The processes learn of a new plan a moment later.
  await waitUntil(async () => (await call('POST', '/api/workspace/invites', invitation)).status === 201);
  const body = { token: await outbox.token(email, 'rw_invite_') };
  await call('POST', '/api/workspace/invites/accept', { token: guest.access_token, body });
  return () => call('DELETE', `/api/workspace/members/${guest.user.id}`, { token });
}
