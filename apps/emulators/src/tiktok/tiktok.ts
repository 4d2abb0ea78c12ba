import type { FastifyInstance } from 'fastify';
import type { Emulator, HostAddresses } from '../emulator';
import { addLedgerPage } from '../platform/ledger-page';
import { addOperations } from '../platform/operations';
import { addPlatformControls } from '../platform/platform-controls';
import { accountOperations } from './account-routes';
import { oauthOperations, removeGrant } from './oauth-routes';
import { publishOperations } from './publish-routes';
import type { WebhookMood } from './tiktok-objects';
import { TikTokWorld } from './tiktok-world';
import { uploadOperations } from './upload-routes';
import { videoOperations } from './video-routes';

/**
 * TikTok: Login Kit and the Content Posting API.
 * @param readsFiles also checks the content of files
 */
export function tiktok({ readsFiles = false } = {}): Emulator {
  return {
    name: 'tiktok',
    hosts: ['www', 'open', 'upload'],
    help: [
      'Login Kit at the host www, the Content Posting and Display APIs at open, chunks at upload; GET /tiktok shows the posts.',
      'The consent page asks who logs in; POST /tiktok/_test/consents {"decision":"approve|deny|partial|wrong_account"} answers the next one at once.',
      'PUT /tiktok/_test/users/<open_id>, /_test/app, /_test/knobs, /_test/accounts/<open_id>/behaviour change the fields that they show; POST /_test/accounts/<open_id>/expire {"kind":"access|refresh"} and …/revoke end tokens.',
      'PUT /tiktok/_test/faults [{"op":"tt.put","nth":2,"times":1,"when":{"isFinal":true},"action":{"type":"drop_after_effect"}}]; POST /_test/clock/advance {"seconds":3600}.',
      'PUT /tiktok/_test/webhooks {"copies":2,"delay_seconds":600,"age_seconds":600,"has_bad_signature":true} after PUT /_test/app {"webhook_url":"…"}.',
      'GET /tiktok/_test/posts, /_test/violations, /_test/requests, /_test/state.',
    ],
    env: (_url, _asked, { www = '', open = '' }) => ({
      TIKTOK_AUTH_URL: www,
      TIKTOK_API_URL: open,
      TIKTOK_CLIENT_KEY: 'emulator-tiktok-key',
      TIKTOK_CLIENT_SECRET: 'emulator-tiktok-secret',
    }),
    register(scope: FastifyInstance, hosts: HostAddresses) {
      const world = new TikTokWorld(hosts);
      world.readsFiles = readsFiles;
      scope.addHook('onClose', async () => world.clock.stop());
      addOperations(scope, world, [
        ...oauthOperations(world),
        ...accountOperations(world),
        ...publishOperations(world),
        ...uploadOperations(world),
        ...videoOperations(world),
      ]);
      scope.put<{ Body: Partial<WebhookMood> }>('/_test/webhooks', ({ body }) => Object.assign(world.webhooks, body));
      addPlatformControls(scope, world, {
        app: world.app,
        knobs: world.knobs,
        user: (id) => world.user(id),
        users: () => [...world.users.values()],
        tokens: () => world.accessTokens.keys(),
        behaviour: (account) => world.behaviour(account),
        expire: (account, kind) => world.expire(account, kind),
        revoke: async (account) => {
          for (const grant of world.grants) if (grant.user.open_id === account) await removeGrant(world, grant, 'user');
        },
      });
      addLedgerPage(scope, 'TikTok', world.ledger);
    },
  };
}
