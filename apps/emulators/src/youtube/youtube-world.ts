import type { HostAddresses } from '../emulator';
import { AuthorizationCodes } from '../platform/authorization-codes';
import { PlatformWorld } from '../platform/platform-world';
import { NAMED_FAULTS } from './named-faults';
import { Quotas } from './quotas';
import type {
  Channel,
  GoogleApp,
  GoogleGrant,
  GoogleUser,
  UploadSession,
  Video,
  YouTubeBehaviour,
  YouTubeKnobs,
} from './youtube-objects';

export interface Playlist {
  id: string;
  channelId: string;
  title: string;
  privacy: string;
  videoIds: string[];
}

const AUTH = 'https://www.googleapis.com/auth';
export const GOOGLE_SCOPES = [
  ...['youtube', 'youtube.upload', 'youtube.readonly', 'youtube.force-ssl', 'yt-analytics.readonly'].map(
    (name) => `${AUTH}/${name}`,
  ),
  `${AUTH}/userinfo.email`,
  `${AUTH}/userinfo.profile`,
  'openid',
  'email',
  'profile',
];

/** Google accounts with their channels, the grants that they gave to our app, uploads and videos. */
export class YouTubeWorld extends PlatformWorld {
  readonly app: GoogleApp = {
    client_id: 'emulator.apps.googleusercontent.com',
    client_secret: 'emulator-google-secret',
    redirect_uris: null,
    audited: true,
    insert_quota: 100,
    unit_quota: 10_000,
    testing_mode: false,
  };
  readonly knobs: YouTubeKnobs = {
    session_needs_auth: false,
    gone_status: 404,
    created_status: 201,
    gap_status: 400,
    location_with_308: false,
    session_hours: 24,
    playlist_delay_s: 3,
  };
  readonly users = new Map<string, GoogleUser>();
  readonly codes = new AuthorizationCodes();
  /** The scopes of the request for consent behind a code. */
  readonly offline = new Map<string, { isOffline: boolean; isPrompted: boolean }>();
  readonly grants: GoogleGrant[] = [];
  readonly accessTokens = new Map<string, { grant: GoogleGrant; expiresAt: number }>();
  readonly sessions = new Map<string, UploadSession>();
  readonly videos = new Map<string, Video>();
  /** Playlists that our app created, with the ids of their videos. */
  readonly playlists = new Map<string, Playlist>();
  readonly quotas = new Quotas(this.app, () => this.now());
  private readonly behaviours = new Map<string, YouTubeBehaviour>();

  constructor(hosts: HostAddresses) {
    super(hosts, NAMED_FAULTS);
    this.user('110000000000000000001').channels = [
      channelOf('UCemulator00000000000001', 'Reelway Rides'),
      channelOf('UCemulator00000000000002', 'Reelway Trails'),
    ];
    this.user('110000000000000000002').channels = [channelOf('UCemulator00000000000003', 'Somewhere Else')];
  }

  user(sub: string): GoogleUser {
    const user = this.users.get(sub) ?? { sub, email: `user-${sub.slice(-4)}@example.com`, channels: [] };
    this.users.set(sub, user);
    return user;
  }

  /** The channel with the defaults of a new one for what a test left out. */
  channel(id: string): Channel | undefined {
    for (const { channels } of this.users.values())
      for (const [index, channel] of channels.entries())
        if (channel.id === id) return (channels[index] = { ...channelOf(id, channel.title), ...channel });
    return undefined;
  }

  behaviour(channelId: string): YouTubeBehaviour {
    const behaviour = this.behaviours.get(channelId) ?? {
      process_ms: 4_000,
      outcome: 'ok',
      force_private: null,
      is_stuck: false,
    };
    this.behaviours.set(channelId, behaviour);
    return behaviour;
  }

  expire(channelId: string, kind: string): void {
    for (const grant of this.grants)
      if (grant.channel?.id === channelId && kind === 'refresh') grant.refreshToken = null;
    for (const token of this.accessTokens.values())
      if (token.grant.channel?.id === channelId && kind === 'access') token.expiresAt = this.now() - 1;
  }

  /** Ends every grant of the user for our app, whichever channel it was for. */
  revoke(user: GoogleUser): void {
    for (const grant of this.grants) if (grant.user === user) grant.isAlive = false;
  }
}

const channelOf = (id: string, title: string): Channel => ({
  id,
  title,
  custom_url: `@${title.toLowerCase().replace(/\W/g, '')}`,
  uploads_playlist: id.replace(/^UC/, 'UU'),
  long_uploads: 'allowed',
  is_phone_verified: true,
  is_suspended: false,
  other_uploads: 0,
  upload_cap: 15,
});
