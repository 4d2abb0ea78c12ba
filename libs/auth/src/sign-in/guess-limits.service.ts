import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { signInDelayed, tooManyEmailChanges, tooManyRegistrations } from '../auth.errors';
import { type ClientOrigin, networkOf } from '../sessions/client-origin';
import { type DeviceOwner, DeviceTokensService, isDeviceOf } from '../sessions/device-tokens.service';
import { SessionsRepository } from '../sessions/sessions.repository';
import { GuessDelaysRepository } from './guess-delays.repository';

/** The kind of secret that is guessed. Each kind has a separate count for each account. */
export type GuessPurpose = 'password' | 'totp' | 'recovery';
const PURPOSES: readonly GuessPurpose[] = ['password', 'totp', 'recovery'];

/** The kind of link that anybody can have mailed to an address. */
export type MailedLink = 'password_reset' | 'email_verification' | 'email_change';
const LINKS: Readonly<Record<MailedLink, string>> = {
  password_reset: 'reset',
  email_verification: 'verify',
  email_change: 'change',
};

/** An id that no user has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Number of wrong passwords from one network within ten minutes that slows down the next ones, and by how much. */
const FREE_FAILURES_OF_NETWORK = 30;
const SLOWEST_MS = 4_000;
/** Registrations with a taken address from one network in a row without a pause. */
const FREE_TAKEN_ADDRESSES = 20;
/** Attempts of one network that may wait at the same time; further attempts are refused for two seconds. */
const MOST_WAITING = 20;

/**
 * Whose secret is guessed, and from where. A device or a network on which the person has signed in has a separate
 * count, so that guesses from elsewhere never delay the person there.
 */
export interface GuessTarget {
  readonly account: string;
  readonly requester: string;
  readonly network: string;
  readonly fromKnownNetwork: boolean;
  readonly fromKnownDevice: boolean;
}

/**
 * Counts guesses of passwords and codes, by account, purpose and origin. Stores digests, so that there is no list of
 * tried addresses.
 */
@Injectable()
export class GuessLimitsService {
  /** Number of waiting attempts of each network in this process. */
  private readonly waiting = new Map<string, number>();

  constructor(
    private readonly delays: GuessDelaysRepository,
    private readonly sessions: SessionsRepository,
    private readonly devices: DeviceTokensService,
  ) {}

  /** Costs the same for addresses that have no account. */
  async targetOf(email: string, user: DeviceOwner | undefined, origin: ClientOrigin): Promise<GuessTarget> {
    const device = origin.deviceToken ? this.devices.read(origin.deviceToken) : undefined;
    const fromKnownNetwork = await this.sessions.knowsNetwork(user?.id ?? NOBODY, origin.ip);
    const network = networkOf(origin.ip);
    const fromKnownDevice = device !== undefined && user !== undefined && isDeviceOf(device, user);
    const requester = fromKnownDevice ? device.deviceId : fromKnownNetwork ? network : 'elsewhere';
    return { account: digestOf(email), requester, network, fromKnownNetwork, fromKnownDevice };
  }

  /** Counts an attempt as a failure until `succeed`. @throws sign_in_delayed */
  async begin(purpose: GuessPurpose, target: GuessTarget): Promise<void> {
    const retryAfterSeconds = await this.delays.begin(keyOf(purpose, target));
    if (retryAfterSeconds !== undefined) throw signInDelayed(undefined, { retryAfterSeconds });
  }

  async succeed(purpose: GuessPurpose, target: GuessTarget): Promise<void> {
    await this.delays.clear([keyOf(purpose, target)]);
  }

  /**
   * Checks a password for a network that sent many wrong ones. The answer to a wrong password is delayed; until it is
   * sent, the attempt is one of the 20 that the network may have waiting. Guessing is thus as slow as if every attempt
   * waited, but a person who shares the network and knows the password does not wait. Known devices have no limit here.
   * @throws sign_in_delayed while 20 attempts of that network wait
   */
  async slowWrongOnes({ network, fromKnownDevice }: GuessTarget, check: () => Promise<boolean>): Promise<boolean> {
    if (fromKnownDevice) return check();
    const failures = await this.delays.count(`network:${network}`);
    const delayMs = Math.min(SLOWEST_MS, Math.max(0, failures - FREE_FAILURES_OF_NETWORK) * 100);
    if (delayMs === 0) return check();
    const others = this.waiting.get(network) ?? 0;
    if (others >= MOST_WAITING) throw signInDelayed(undefined, { retryAfterSeconds: 2 });
    this.waiting.set(network, others + 1);
    try {
      const isRight = await check();
      if (!isRight) await wait(delayMs);
      return isRight;
    } finally {
      const left = (this.waiting.get(network) ?? 1) - 1;
      if (left > 0) this.waiting.set(network, left);
      else this.waiting.delete(network);
    }
  }

  async forgiveNetwork({ network, fromKnownDevice }: GuessTarget): Promise<void> {
    if (!fromKnownDevice) await this.delays.takeBack(`network:${network}`);
  }

  /** A person who reads the mailbox is exempt from every delay of the account. */
  async forgiveAccount(email: string, manager: EntityManager): Promise<void> {
    const account = digestOf(email);
    const keys = PURPOSES.map((purpose) => `${purpose}:${account}:elsewhere`);
    await this.delays.clear([...keys, ...linksOf(email)], manager);
  }

  /**
   * Registration reveals whether an address has an account, because it signs in at once. After 20 taken addresses from
   * one network the pauses before its next registration grow.
   * @throws too_many_registrations
   */
  async limitRegistrations({ ip }: ClientOrigin): Promise<void> {
    const retryAfterSeconds = await this.delays.blockedSeconds(registrationKey(ip));
    if (retryAfterSeconds !== undefined) throw tooManyRegistrations(undefined, { retryAfterSeconds });
  }

  async noteTakenAddress({ ip }: ClientOrigin): Promise<void> {
    await this.delays.begin(registrationKey(ip), FREE_TAKEN_ADDRESSES);
  }

  /**
   * Each request for a change of the address mails another mailbox: after five in a row the required pauses grow.
   * @throws too_many_email_changes
   */
  async limitEmailChanges(userId: string): Promise<void> {
    const retryAfterSeconds = await this.delays.begin(`email_change:${userId}`);
    if (retryAfterSeconds !== undefined) throw tooManyEmailChanges(undefined, { retryAfterSeconds });
  }

  /**
   * Counts a mail with such a link: after five in a row the required pauses grow, so that no mailbox is flooded and each
   * link, which the next one voids, works for a while.
   * @returns seconds to wait, at most 15 minutes, when it may not be sent yet; it is then not counted
   */
  beginMailedLink(link: MailedLink, email: string): Promise<number | undefined> {
    return this.delays.begin(linkKey(link, email));
  }

  /** The owner has proved the address with such a link. */
  async forgiveLink(link: MailedLink, email: string, manager: EntityManager): Promise<void> {
    await this.delays.clear([linkKey(link, email)], manager);
  }
}

const digestOf = (email: string): string => createHash('sha256').update(email).digest('base64url').slice(0, 32);
const keyOf = (purpose: GuessPurpose, { account, requester }: GuessTarget): string =>
  `${purpose}:${account}:${requester}`;
const registrationKey = (ip: string): string => `register:${networkOf(ip)}`;
const linkKey = (link: MailedLink, email: string): string => `${LINKS[link]}:${digestOf(email)}`;
const linksOf = (email: string): string[] => Object.keys(LINKS).map((link) => linkKey(link as MailedLink, email));
