import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import { access, requireScopes } from './access';
import { pick } from './fields';
import { graphFailure } from './graph-failure';
import { graphOperations } from './graph-operation';
import type { FacebookPage, MetaToken } from './meta-objects';
import { type MetaWorld } from './meta-world';

/** Small, so that a client that reads only the first page misses accounts. */
const PAGE_SIZE = 2;

/** The user and the Pages that the user picked, each with a token of its own. */
export function accountOperations(world: MetaWorld): Operation[] {
  return [
    ...graphOperations(world, {
      op: 'fb.me',
      method: 'GET',
      path: '/me',
      answer: (call) => me(world, call),
    }),
    ...graphOperations(world, {
      op: 'fb.accounts',
      method: 'GET',
      path: '/me/accounts',
      answer: (call) => pages(world, call, (page) => !page.via_business),
    }),
    ...graphOperations(world, {
      op: 'fb.accounts',
      method: 'GET',
      path: '/me/businesses',
      answer: (call) => businesses(world, call),
    }),
    ...graphOperations(world, {
      op: 'fb.accounts',
      method: 'GET',
      path: '/:business/owned_pages',
      answer: (call) => pages(world, call, (page) => page.via_business),
    }),
  ];
}

function me(world: MetaWorld, call: Call): Answer {
  const { page, grant } = access(world, call);
  const all = page ? { id: page.id, name: page.name } : { id: grant.user.user_id, name: grant.user.name };
  return { status: 200, body: pick(all, call.query.get('fields'), ['id', 'name']) };
}

function businesses(world: MetaWorld, call: Call): Answer {
  const token = access(world, call, 'user');
  requireScopes(world, token, ['business_management']);
  const owns = token.grant.user.pages.some(({ via_business: viaBusiness }) => viaBusiness);
  return { status: 200, body: { data: owns ? [{ id: businessOf(token), name: 'Business' }] : [] } };
}

const businessOf = ({ grant }: MetaToken): string => `3${grant.user.user_id.slice(1)}`;

function pages(world: MetaWorld, call: Call, isListed: (page: FacebookPage) => boolean): Answer {
  const token = access(world, call, 'user');
  requireScopes(world, token, ['pages_show_list']);
  const business = call.param('business');
  if (business !== '' && business !== businessOf(token))
    throw graphFailure(100, 'Unsupported get request.', { subcode: 33 });
  const { grant } = token;
  // Access to a Page of a business does not depend on what the user ticked.
  const listed = grant.user.pages.filter(
    (page) => isListed(page) && (page.via_business || grant.pages.includes(page.id)),
  );
  const limit = Math.min(Math.max(Number(call.query.get('limit') ?? PAGE_SIZE) || PAGE_SIZE, 1), 100);
  const after = call.query.get('after');
  const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString()) || 0;
  const data = listed.slice(start, start + limit).map((page) => shown(world, token, page, call.query.get('fields')));
  const cursor = Buffer.from(String(start + data.length)).toString('base64url');
  const next = new URL(`${world.hosts.graph ?? ''}${call.seen.path}`);
  next.searchParams.set('after', cursor);
  const hasMore = start + data.length < listed.length;
  const paging = { cursors: { before: 'MAZDZD', after: cursor }, ...(hasMore && { next: next.href }) };
  return { status: 200, body: { data, ...(data.length > 0 && { paging }) } };
}

function shown(world: MetaWorld, token: MetaToken, page: FacebookPage, fields: string | null): object {
  const { ig } = page;
  const all = {
    id: page.id,
    name: page.name,
    access_token: pageToken(world, token, page).value,
    tasks: page.tasks,
    category: 'Sports',
    picture: {
      data: { url: `https://scontent.xx.fbcdn.net/${page.id}.jpg`, width: 50, height: 50, is_silhouette: false },
    },
    instagram_business_account:
      ig && token.grant.scopes.includes('instagram_basic')
        ? {
            id: ig.id,
            username: ig.username,
            name: ig.name,
            profile_picture_url: `https://scontent.cdninstagram.com/${ig.id}.jpg`,
          }
        : undefined,
  };
  return pick(all, fields, ['id', 'name', 'access_token', 'tasks', 'category']);
}

/** The same token each time; it never expires if the user's token is long-lived. */
function pageToken(world: MetaWorld, { grant, isLong, expiresAt }: MetaToken, page: FacebookPage): MetaToken {
  const known = [...world.tokens.values()].find(
    (each) =>
      each.kind === 'page' &&
      each.page === page &&
      each.grant === grant &&
      each.isLong === isLong &&
      (each.expiresAt === null || each.expiresAt > world.now()),
  );
  return known ?? world.issue({ kind: 'page', grant, page, isLong, expiresAt: isLong ? null : expiresAt });
}
