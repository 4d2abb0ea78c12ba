import { meta } from '../../../apps/emulators/src/meta/meta';
import { startPlatformEmulator } from './platform-emulator';

const APP = { client_id: '900000000000001', client_secret: 'emulator-meta-secret' };
const SCOPES = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'pages_manage_engagement',
  'read_insights',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_insights',
  'instagram_manage_comments',
];

/** Fields of answers of the Graph API, as far as tests read them. */
export interface GraphBody {
  id: string;
  access_token: string;
  video_id: string;
  upload_url: string;
  uri: string;
  upload_session_id: string;
  start_offset: string;
  end_offset: string;
  permalink?: string;
  error?: object;
  data: { access_token: string; caption: string }[];
}

export type ConnectedMeta = Awaited<ReturnType<typeof startConnectedMeta>>;

/** A separate Meta emulator with a stopped clock, and a user who gave our app access to all their Pages. */
export async function startConnectedMeta() {
  const emulator = await startPlatformEmulator(meta());
  await emulator.freeze();
  const tokens = { user: '', page: '' };
  const graph = async (
    method: string,
    path: string,
    { token = tokens.page, fields, host = emulator.hosts.graph }: GraphCall = {},
  ) => {
    const answer = await fetch(`${host}/v23.0${path}`, {
      method,
      ...(token && { headers: { authorization: `Bearer ${token}` } }),
      ...(fields && { body: new URLSearchParams(fields) }),
    });
    return { status: answer.status, body: (await answer.json()) as GraphBody };
  };
  const exchange = async (query: Record<string, string>) =>
    (await graph('GET', `/oauth/access_token?${new URLSearchParams({ ...APP, ...query }).toString()}`, { token: '' }))
      .body.access_token;
  const connect = async () => {
    await emulator.control('POST', '/consents', { decision: 'approve' });
    const redirect = 'https://reelway.example/callback';
    const query = { client_id: APP.client_id, scope: SCOPES.join(','), response_type: 'code', redirect_uri: redirect };
    const state = 'n3lR0b0tq8Yw2c5Zk7Jx4A';
    const dialog = `${emulator.hosts.www}/v23.0/dialog/oauth?${new URLSearchParams({ ...query, state }).toString()}`;
    const location = (await fetch(dialog, { redirect: 'manual' })).headers.get('location') ?? '';
    const short = await exchange({ redirect_uri: redirect, code: new URL(location).searchParams.get('code') ?? '' });
    tokens.user = await exchange({ grant_type: 'fb_exchange_token', fb_exchange_token: short });
    const { data } = (await graph('GET', '/me/accounts', { token: tokens.user })).body;
    tokens.page = data[0]?.access_token ?? '';
  };
  await connect();
  /** Sends the bytes of a file from an offset on. */
  const rupload = (url: string, bytes: Buffer, offset = 0, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: {
        authorization: `OAuth ${tokens.page}`,
        offset: String(offset),
        file_size: String(bytes.length),
        ...headers,
      },
      body: new Uint8Array(bytes.subarray(offset)),
    });
  /** Changes the Pages of the connected user. */
  const changePages = async (change: (page: { ig: object | null }) => object) => {
    const { users } = await emulator.control<{ users: Owner[] }>('GET', '/users');
    await emulator.control('PUT', `/users/${users[0]?.user_id}`, { pages: users[0]?.pages.map(change) });
    await connect();
  };
  return { ...emulator, tokens, graph, rupload, changePages };
}

interface GraphCall {
  token?: string;
  fields?: Record<string, string>;
  host?: string;
}

interface Owner {
  user_id: string;
  pages: { ig: object | null }[];
}
