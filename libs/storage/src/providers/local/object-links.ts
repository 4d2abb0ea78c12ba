import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '@app/core';
import { objectAccessRefused } from '../../storage.errors';

/** What a link permits: every parameter is signed, so a link for one request is useless for any other. */
export type LinkParameters = Readonly<Record<string, string>>;

/** Path of local objects below the API's base address. */
export const OBJECTS_PATH = '/objects/';

const PURPOSE = 'signed object links';

/** Links to local objects that are their own credential until they expire. */
export class ObjectLinks {
  private readonly secrets = new Map<number, Buffer>();

  constructor(
    private readonly baseUrl: string,
    private readonly keys: KeyRing,
  ) {
    for (const version of keys.versions) {
      const master = keys.get(version);
      if (master) this.secrets.set(version, Buffer.from(hkdfSync('sha256', master, '', PURPOSE, 32)));
    }
  }

  sign(method: 'GET' | 'PUT', key: string, parameters: LinkParameters, expiresAt: Date): string {
    const signed = { ...parameters, expires: String(Math.floor(expiresAt.getTime() / 1_000)) };
    const version = this.keys.currentVersion;
    const query = new URLSearchParams({
      ...signed,
      signature: `v${version}.${this.digest(version, method, key, signed)?.toString('base64url')}`,
    });
    return `${this.baseUrl}${OBJECTS_PATH}${key.split('/').map(encodeURIComponent).join('/')}?${query.toString()}`;
  }

  /**
   * The parameters of a link that this installation created and that has not expired. @throws object_access_refused
   */
  verify(method: string, key: string, query: Readonly<Record<string, unknown>>): LinkParameters {
    const parameters = this.signedHere(method, key, query);
    if (expiryOf(parameters) <= Date.now()) throw objectAccessRefused('The link has expired.');
    return parameters;
  }

  /**
   * A link to the same file, instead of one that this installation created and that ends before `until`. Undefined for
   * one that lasts longer or was not created here.
   */
  renew(key: string, query: Readonly<Record<string, unknown>>, until: Date): string | undefined {
    try {
      const { expires: _expires, ...parameters } = this.signedHere('GET', key, query);
      return expiryOf(query) < until.getTime() ? this.sign('GET', key, parameters, until) : undefined;
    } catch (error) {
      if (objectAccessRefused.is(error)) return undefined;
      throw error;
    }
  }

  /** The parameters of a link that this installation created, however long ago. @throws object_access_refused */
  private signedHere(method: string, key: string, query: Readonly<Record<string, unknown>>): LinkParameters {
    const { signature, ...rest } = query;
    if (!isText(rest) || typeof signature !== 'string') throw objectAccessRefused('The link is not signed.');
    const [version = '', given = ''] = signature.split('.');
    const expected = this.digest(Number(version.slice(1)), method === 'HEAD' ? 'GET' : method, key, rest);
    const bytes = Buffer.from(given, 'base64url');
    if (!expected || bytes.length !== expected.length || !timingSafeEqual(bytes, expected))
      throw objectAccessRefused('The signature does not match the request.');
    return rest;
  }

  /** The key and the parameters of an address below this installation's; undefined for any other address. */
  keyOf({ origin, pathname, searchParams }: URL): { key: string; query: Record<string, string> } | undefined {
    const base = new URL(`${this.baseUrl}${OBJECTS_PATH}`);
    if (origin !== base.origin || !pathname.startsWith(base.pathname)) return undefined;
    try {
      const key = pathname.slice(base.pathname.length).split('/').map(decodeURIComponent).join('/');
      return { key, query: Object.fromEntries(searchParams) };
    } catch {
      return undefined;
    }
  }

  private digest(version: number, method: string, key: string, parameters: LinkParameters): Buffer | undefined {
    const secret = this.secrets.get(version);
    const text = JSON.stringify([method, key, Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))]);
    return secret && createHmac('sha256', secret).update(text).digest();
  }
}

/** In milliseconds. */
const expiryOf = ({ expires }: Readonly<Record<string, unknown>>): number => Number(expires) * 1_000;

const isText = (query: Record<string, unknown>): query is Record<string, string> =>
  Object.values(query).every((value) => typeof value === 'string');
