import { payloadFaults, toPayload } from '../processing/payload';
import { sendAccountMail } from './account-mails.jobs';

const ID = '0199a0b2-7d63-7c54-9d0e-2b4f0f5a8c11';
const faultsOf = (fields: object) =>
  payloadFaults(toPayload(sendAccountMail, { email: 'ada@example.test', ...fields }), { strict: true });

describe('the payload of an account mail', () => {
  it.each([
    { template: 'welcome' },
    { template: 'new_sign_in', sessionId: ID },
    { template: 'workspace_invite', inviteId: ID },
    { template: 'workspace_removed', workspaceId: ID, actorId: ID },
    { template: 'api_key_expiring', keyId: ID },
    { template: 'deletion_done', erasedAt: '2026-12-01T08:00:00.000Z' },
    { template: 'export_ready', exportId: ID },
  ])('is accepted with what its template needs: %j', (fields) => {
    expect(faultsOf(fields)).toBeUndefined();
  });

  it.each([
    [{ template: 'unheard_of' }, 'template'],
    [{ template: 'new_sign_in' }, 'sessionId'],
    [{ template: 'refresh_reuse', sessionId: 'not-an-id' }, 'sessionId'],
    [{ template: 'workspace_invite' }, 'inviteId'],
    [{ template: 'workspace_role_changed', workspaceId: ID }, 'actorId'],
    [{ template: 'deletion_done', erasedAt: 'soon' }, 'erasedAt'],
    [{ template: 'welcome', token: 'rw_verify_secret' }, 'token'],
  ])('is refused otherwise: %j', (fields, field) => {
    expect(faultsOf(fields)).toContain(field);
  });
});
