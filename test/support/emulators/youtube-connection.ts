import { youtube } from '../../../apps/emulators/src/youtube/youtube';
import { startPlatformEmulator } from './platform-emulator';

const APP = { client_id: 'emulator.apps.googleusercontent.com', client_secret: 'emulator-google-secret' };
const SCOPE = 'https://www.googleapis.com/auth/youtube';
const UPLOADS = '/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status';
export const CHANNEL = 'UCemulator00000000000001';
/** Texts and settings of a public video. */
export const VIDEO_RESOURCE = {
  snippet: { title: 'A lap', description: 'Around the lake', tags: ['bike'], categoryId: '17' },
  status: { privacyStatus: 'public', selfDeclaredMadeForKids: false },
};

export type ConnectedYouTube = Awaited<ReturnType<typeof startConnectedYouTube>>;

/** A separate YouTube emulator with a stopped clock, and a channel that our app may upload to. */
export async function startConnectedYouTube() {
  const emulator = await startPlatformEmulator(youtube());
  await emulator.freeze();
  let token = '';
  const connect = async () => {
    await emulator.control('POST', '/consents', { decision: 'approve', account: CHANNEL });
    const query = {
      client_id: APP.client_id,
      scope: `${SCOPE}.upload ${SCOPE}`,
      response_type: 'code',
      redirect_uri: 'https://reelway.example/callback',
      state: 'n3lR0b0tq8Yw2c5Zk7Jx4A',
      access_type: 'offline',
    };
    const dialog = `${emulator.hosts.accounts}/o/oauth2/v2/auth?${new URLSearchParams(query).toString()}`;
    const location = (await fetch(dialog, { redirect: 'manual' })).headers.get('location') ?? '';
    const code = new URL(location).searchParams.get('code') ?? '';
    const fields = { ...APP, grant_type: 'authorization_code', code, redirect_uri: query.redirect_uri };
    const body = new URLSearchParams(fields);
    const answer = await fetch(`${emulator.hosts.oauth2}/token`, { method: 'POST', body });
    token = ((await answer.json()) as { access_token: string }).access_token;
  };
  await connect();
  const authorized = (more: object = {}) => ({ authorization: `Bearer ${token}`, ...more });
  const insert = (bytes: number, resource: object = VIDEO_RESOURCE) =>
    fetch(`${emulator.hosts.api}${UPLOADS}`, {
      method: 'POST',
      headers: authorized({
        'content-type': 'application/json; charset=UTF-8',
        'x-upload-content-length': String(bytes),
        'x-upload-content-type': 'video/mp4',
        slug: 'reelway-1.mp4',
      }),
      body: JSON.stringify(resource),
    });
  /** Queries how much a session has stored. */
  const ask = (url: string, total: number) => {
    const headers = { 'content-range': `bytes */${total}`, 'content-length': '0' };
    return fetch(url, { method: 'PUT', redirect: 'manual', headers });
  };
  return {
    ...emulator,
    connect,
    authorized,
    insert,
    ask,
    openSession: async (bytes: number, resource?: object) =>
      (await insert(bytes, resource)).headers.get('location') ?? '',
    /** Sends the bytes from `first` to before `end`. */
    put: (url: string, bytes: Buffer, first: number, end: number, total = bytes.length) =>
      fetch(url, {
        method: 'PUT',
        redirect: 'manual',
        headers: { 'content-type': 'video/mp4', 'content-range': `bytes ${first}-${end - 1}/${total}` },
        body: new Uint8Array(bytes.subarray(first, end)),
      }),
    /** Undefined: the video exists. */
    stored: async (url: string, total: number): Promise<number | undefined> => {
      const answer = await ask(url, total);
      if (answer.status !== 308) return undefined;
      return Number(answer.headers.get('range')?.split('-')[1] ?? -1) + 1;
    },
    changeChannel: async (change: object) => {
      const { users } = await emulator.control<{ users: { sub: string; channels: object[] }[] }>('GET', '/users');
      const channels = [{ ...users[0]?.channels[0], ...change }];
      await emulator.control('PUT', `/users/${users[0]?.sub}`, { channels });
      await connect();
    },
  };
}
