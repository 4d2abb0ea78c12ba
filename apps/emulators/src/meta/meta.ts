import type { FastifyInstance } from 'fastify';
import type { Emulator, HostAddresses } from '../emulator';
import { addLedgerPage } from '../platform/ledger-page';
import { addOperations } from '../platform/operations';
import { addPlatformControls } from '../platform/platform-controls';
import { accountOperations } from './account-routes';
import { facebookOperations } from './facebook-routes';
import { instagramLoginOperations } from './instagram-login-routes';
import { instagramOperations } from './instagram-routes';
import { MetaWorld } from './meta-world';
import { endGrants, oauthOperations } from './oauth-routes';
import { objectOperations } from './object-routes';
import { pageVideoOperations } from './page-video-routes';
import { ruploadOperations } from './rupload-routes';
import { demandDeletion } from './signed-requests';

/**
 * Facebook and Instagram: Facebook Login and the Graph API.
 * @param readsFiles also checks the content of files
 */
export function meta({ readsFiles = false } = {}): Emulator {
  return {
    name: 'meta',
    hosts: ['www', 'graph', 'video', 'rupload', 'ig_www', 'ig_api', 'ig_graph'],
    help: [
      'Facebook Login at the host www, the Graph API at graph, videos of Pages at video, bytes at rupload, Instagram Login at ig_www, ig_api and ig_graph; GET /meta shows the posts.',
      'The consent page asks for Pages; POST /meta/_test/consents {"decision":"approve|deny|partial|wrong_account","account":"<user>","pages":["…"]} answers the next one at once.',
      'PUT /meta/_test/users/<id>, /_test/app, /_test/knobs, /_test/accounts/<page or Instagram account>/behaviour change the fields that they show; POST /_test/accounts/<id>/expire {"kind":"access|page|data_access"} and …/revoke end tokens.',
      'PUT /meta/_test/faults [{"op":"ig.publish","action":{"type":"drop_after_effect"}}]; POST /_test/clock/advance {"seconds":86400}.',
      'POST /meta/_test/users/<id>/data-deletion demands the deletion of their data, after PUT /meta/_test/app {"deauthorize_url":"…","data_deletion_url":"…"}.',
      'GET /meta/_test/posts, /_test/violations, /_test/requests, /_test/state.',
    ],
    env: (_url, _asked, { www = '', graph = '', video = '' }) => ({
      META_DIALOG_URL: www,
      META_GRAPH_URL: graph,
      META_GRAPH_VIDEO_URL: video,
      META_APP_ID: '900000000000001',
      META_APP_SECRET: 'emulator-meta-secret',
    }),
    register(scope: FastifyInstance, hosts: HostAddresses) {
      const world = new MetaWorld(hosts);
      world.readsFiles = readsFiles;
      scope.addHook('onClose', async () => world.clock.stop());
      addOperations(scope, world, [
        ...oauthOperations(world),
        ...accountOperations(world),
        ...facebookOperations(world),
        ...pageVideoOperations(world),
        ...ruploadOperations(world),
        ...instagramLoginOperations(world),
        ...instagramOperations(world),
        ...objectOperations(world),
      ]);
      addForeignPosts(scope, world);
      addDeletionDemands(scope, world);
      addPlatformControls(scope, world, {
        app: world.app,
        knobs: world.knobs,
        user: (id) => world.user(id),
        users: () => [...world.users.values()],
        tokens: () => world.tokens.keys(),
        behaviour: (account) => world.behaviour(account),
        expire: (account, kind) => world.expire(account, kind),
        revoke: (account, reason) => endGrants(world, world.grantsOf(account), reason ?? 458),
      });
      addLedgerPage(scope, 'Facebook and Instagram', world.ledger);
    },
  };
}

/** A person demands the deletion of what the app knows about them. */
function addDeletionDemands(scope: FastifyInstance, world: MetaWorld): void {
  scope.post<{ Params: { id: string } }>('/_test/users/:id/data-deletion', ({ params }) =>
    demandDeletion(world, params.id),
  );
}

/** Posts that other apps make on an Instagram account. */
function addForeignPosts(scope: FastifyInstance, world: MetaWorld): void {
  scope.post<{ Params: { id: string }; Body: { caption: string } }>(
    '/_test/accounts/:id/foreign-posts',
    ({ params, body }) => {
      const id = `180${world.ids.digits(14)}`;
      const permalink = `https://www.instagram.com/reel/${world.ids.text(11)}/`;
      world.foreignPosts.push({ account: params.id, id, caption: body.caption, at: world.now(), permalink });
      return { id };
    },
  );
}
