import type { FastifyInstance } from 'fastify';
import type { Emulator, HostAddresses } from '../emulator';
import { addLedgerPage } from '../platform/ledger-page';
import { addOperations } from '../platform/operations';
import { addPlatformControls } from '../platform/platform-controls';
import { channelOperations } from './channel-routes';
import { extrasOperations } from './extras-routes';
import { insertOperations } from './insert-routes';
import { oauthOperations } from './oauth-routes';
import { sessionOperations } from './session-routes';
import { videoOperations } from './video-routes';
import { YouTubeWorld } from './youtube-world';

/**
 * YouTube: Google's OAuth and the Data API.
 * @param readsFiles also checks the content of files
 */
export function youtube({ readsFiles = false } = {}): Emulator {
  return {
    name: 'youtube',
    hosts: ['accounts', 'oauth2', 'api', 'session'],
    help: [
      'Consent at the host accounts, tokens at oauth2, the Data API and its uploads at api, upload sessions at session; GET /youtube shows the videos.',
      'The consent page asks for a channel; POST /youtube/_test/consents {"decision":"approve|deny|partial|wrong_account","account":"<channel>"} answers the next one at once.',
      'PUT /youtube/_test/users/<sub>, /_test/app, /_test/knobs, /_test/accounts/<channel>/behaviour change the fields that they show; POST /_test/accounts/<channel>/expire {"kind":"access|refresh"} and …/revoke end tokens.',
      'PUT /youtube/_test/faults [{"op":"yt.put","times":1,"action":{"type":"store_less","bytes":262144}}]; POST /_test/clock/advance {"seconds":86400}.',
      'GET /youtube/_test/posts, /_test/violations, /_test/requests, /_test/state.',
    ],
    env: (_url, _asked, { accounts = '', oauth2 = '', api = '' }) => ({
      GOOGLE_AUTH_URL: accounts,
      GOOGLE_TOKEN_URL: oauth2,
      YOUTUBE_API_URL: api,
      GOOGLE_CLIENT_ID: 'emulator.apps.googleusercontent.com',
      GOOGLE_CLIENT_SECRET: 'emulator-google-secret',
    }),
    register(scope: FastifyInstance, hosts: HostAddresses) {
      const world = new YouTubeWorld(hosts);
      world.readsFiles = readsFiles;
      scope.addHook('onClose', async () => world.clock.stop());
      addOperations(scope, world, [
        ...oauthOperations(world),
        ...channelOperations(world),
        ...insertOperations(world),
        ...sessionOperations(world),
        ...videoOperations(world),
        ...extrasOperations(world),
      ]);
      addPlatformControls(scope, world, {
        app: world.app,
        knobs: world.knobs,
        user: (sub) => world.user(sub),
        users: () => [...world.users.values()],
        tokens: () => world.accessTokens.keys(),
        behaviour: (channel) => world.behaviour(channel),
        expire: (channel, kind) => world.expire(channel, kind),
        revoke: (channel) => {
          for (const { user } of world.grants.filter((grant) => grant.channel?.id === channel)) world.revoke(user);
        },
      });
      addLedgerPage(scope, 'YouTube', world.ledger);
    },
  };
}
