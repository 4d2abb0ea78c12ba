import type { ConfigType } from '@nestjs/config';
import { defineConfig, defineRequirement } from './config/define-config';
import { EnvEnum, EnvInteger, EnvList, EnvString, EnvUrl } from './config/env-field';
import { insecureAddresses } from './config/insecure-addresses';
import { isProxySetting } from './config/proxy-list';
import { isProduction } from './config/read-env';
import { databaseRoleFault } from './database/database-role';

/** Variables that every process shares: where it runs and listens, which stores it uses, how it logs. */
export class CoreEnv {
  /** `production` refuses unsafe defaults: generated secrets, emulators, local mail. */
  @EnvEnum(['development', 'test', 'production'], { aliases: ['NODE_ENV'] })
  ENVIRONMENT: 'development' | 'test' | 'production' = 'development';

  /** Address that the API listens on; `npm start` sets 127.0.0.1. */
  @EnvString({ pattern: /^[A-Za-z0-9.:-]+$/, hint: 'be an IP address or a host name' })
  API_HOST = '0.0.0.0';

  /** TCP port that the API listens on; 0 lets the system choose. */
  @EnvInteger({ min: 0, max: 65_535, aliases: ['PORT'] })
  API_PORT = 8000;

  /**
   * Public address of the API, used in links and callback URLs; required in production. Default: from host and port.
   */
  @EnvUrl(['http', 'https'], { required: 'production' })
  BASE_URL?: string;

  /**
   * Public address of the web dashboard: links in mails and OAuth redirects lead there. Required in production. While
   * it equals the API's address, those links lead to the dashboard that the API serves at `/app`. Default: `BASE_URL`.
   */
  @EnvUrl(['http', 'https'], { required: 'production' })
  FRONTEND_URL?: string;

  /**
   * Origins whose pages may call the API from a browser (CORS): exact matches, comma-separated. In development every
   * localhost port may call it as well. Default: only `FRONTEND_URL`.
   */
  @EnvList({ pattern: /^https?:\/\/[^/\s*]+$/, hint: 'origins such as https://app.example.com, without a path or *' })
  ALLOWED_ORIGINS: string[] = [];

  /**
   * `postgres://user:password@host:port/database`; `sslmode` turns on TLS. `npm start` provides an embedded server
   * outside production. Production refuses a superuser.
   */
  @EnvUrl(['postgres', 'postgresql'], { secret: true, required: true })
  DATABASE_URL: string;

  /**
   * Maximum number of Postgres connections that an API process opens for its own queries. A worker opens at most ten,
   * including its queue.
   */
  @EnvInteger({ min: 2, max: 200 })
  DATABASE_POOL_SIZE = 10;

  /** `redis[s]://…`. When unset, the queue is in Postgres and each process counts rate limits by itself. */
  @EnvUrl(['redis', 'rediss'], { secret: true })
  REDIS_URL?: string;

  /**
   * Separates the queues and the rate limits of several installations on one Redis server. Letters, digits, `-` and
   * `_`.
   */
  @EnvString({ pattern: /^[A-Za-z0-9_-]{1,40}$/, hint: 'be 1 to 40 letters, digits, - or _' })
  QUEUE_PREFIX = 'reelway';

  /** Folder for everything that this installation keeps on disk: embedded database, local objects, outbox, secrets. */
  @EnvString()
  DATA_DIR = '.data';

  /** Reverse proxies to trust for the client's address: a hop count, or comma-separated addresses/CIDR ranges. */
  @EnvString({ accepts: isProxySetting, hint: 'be a hop count or a list of addresses or ranges' })
  TRUST_PROXY?: string;

  /**
   * Least severe level that is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`. `WARNING` means
   * `warn`, `CRITICAL` means `fatal`.
   */
  @EnvEnum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    synonyms: { warning: 'warn', critical: 'fatal' },
  })
  LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' = 'info';

  /** Separate port for this process's `/metrics` and `/health/*`, on `API_HOST`: keep it private. Unset: off. */
  @EnvInteger({ min: 0, max: 65_535 })
  METRICS_PORT?: number;

  /**
   * Bearer token that `/metrics` on `METRICS_PORT` requires. Production requires one unless `API_HOST` is a loopback
   * address.
   */
  @EnvString({ secret: true, minLength: 16 })
  METRICS_TOKEN?: string;

  /**
   * Private hosts (`host` or `host:port`, comma-separated) that URLs from users may reach although they are not
   * public.
   */
  @EnvList({ pattern: /^[A-Za-z0-9.:[\]-]+$/, hint: 'host or host:port entries' })
  FETCH_ALLOW_HOSTS: string[] = [];

  /** Settings that are unsafe where strangers can reach the installation. */
  productionFaults(): string[] {
    const { BASE_URL, FRONTEND_URL } = this;
    const faults = insecureAddresses({ BASE_URL, FRONTEND_URL });
    const isPrivate = /^(127\.[\d.]+|::1|localhost)$/.test(this.API_HOST);
    if (this.METRICS_PORT !== undefined && !isPrivate && this.METRICS_TOKEN === undefined)
      faults.push('METRICS_TOKEN is required in production while METRICS_PORT listens on a public address');
    return faults;
  }

  get isProduction(): boolean {
    return this.ENVIRONMENT === 'production';
  }

  /** Whether browsers reach the API over HTTPS. */
  get isSecure(): boolean {
    return this.baseUrl.startsWith('https:');
  }

  /** Public address of the API. Every process builds links, callbacks and webhooks from it. */
  get baseUrl(): string {
    const host = ['0.0.0.0', '::'].includes(this.API_HOST) ? 'localhost' : this.API_HOST;
    return this.BASE_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${this.API_PORT}`;
  }

  get frontendUrl(): string {
    return this.FRONTEND_URL ?? this.baseUrl;
  }
}

export const coreConfig = defineConfig('core', CoreEnv);
export type CoreConfig = ConfigType<typeof coreConfig>;

defineRequirement((source) => {
  const url = source.DATABASE_URL?.trim();
  return isProduction(source) && url && URL.canParse(url) ? databaseRoleFault(url) : undefined;
});
