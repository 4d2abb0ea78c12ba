import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SessionPrincipal } from '../access/principal';
import { type Actor, AuditLogService } from '../audit/audit-log.service';
import { totpEnabled, totpInvalid, totpNotSetUp, totpRequired } from '../auth.errors';
import { SessionsService } from '../sessions/sessions.service';
import { GuessLimitsService, type GuessTarget } from '../sign-in/guess-limits.service';
import { TotpRepository } from './totp.repository';
import { hashRecoveryCode, newRecoveryCodes, newTotpSecret, otpauthUrl, stepOf } from './totp-codes';

/** Two-factor authentication with an authenticator app (RFC 6238), and recovery codes in case the phone is lost. */
@Injectable()
export class TotpService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly totp: TotpRepository,
    private readonly audit: AuditLogService,
    private readonly limits: GuessLimitsService,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws totp_enabled */
  async setUp(userId: string, email: string): Promise<{ secret: string; otpauthUrl: string }> {
    const secret = newTotpSecret();
    if (!(await this.totp.begin(userId, secret))) throw totpEnabled();
    return { secret, otpauthUrl: otpauthUrl(secret, email) };
  }

  /**
   * The code proves that the app has the secret; from now on every sign-in requires a code.
   * @returns recovery codes, shown once
   * @throws totp_not_set_up, totp_enabled, totp_invalid
   */
  async enable({ userId, sessionId }: SessionPrincipal, code: string, actor: Actor): Promise<string[]> {
    const stored = await this.totp.find(userId);
    if (!stored) throw totpNotSetUp();
    if (stored.enabled) throw totpEnabled();
    const step = stepOf(stored.secret, code);
    if (step === undefined) throw totpInvalid();
    const codes = newRecoveryCodes();
    await this.dataSource.transaction(async (manager) => {
      await this.sessions.holdLive({ sessionId }, manager);
      if (!(await this.totp.enable(userId, step, codes.map(hashRecoveryCode), manager))) throw totpEnabled();
      await this.audit.append(
        actor,
        { chain: userId, action: 'totp.enabled', target: { type: 'user', id: userId } },
        manager,
      );
    });
    return codes;
  }

  isEnabled(userId: string): Promise<boolean> {
    return this.totp.isEnabled(userId);
  }

  /**
   * Checks the second factor of an account that has one: a code from the app, or a recovery code. Each works once.
   * Wrong ones are counted by account, separately for the two kinds.
   * @throws totp_required, totp_invalid, sign_in_delayed
   */
  async demand(userId: string, code: string | undefined, target: GuessTarget): Promise<void> {
    if (!(await this.totp.isEnabled(userId))) return;
    if (code === undefined) throw totpRequired();
    const purpose = /^\d{6}$/.test(code) ? 'totp' : 'recovery';
    await this.limits.begin(purpose, target);
    if (!(await this.accepts(userId, code))) throw totpInvalid();
    await this.limits.succeed(purpose, target);
  }

  /** Creates ten new recovery codes; the old ones stop working. @throws totp_not_set_up */
  async renewRecoveryCodes(
    { userId, sessionId }: SessionPrincipal,
    actor: Actor,
    manager: EntityManager,
  ): Promise<string[]> {
    const codes = newRecoveryCodes();
    await this.sessions.holdLive({ sessionId }, manager);
    if (!(await this.totp.replaceRecoveryCodes(userId, codes.map(hashRecoveryCode), manager))) throw totpNotSetUp();
    await this.audit.append(
      actor,
      { chain: userId, action: 'totp.recovery_codes_renewed', target: { type: 'user', id: userId } },
      manager,
    );
    return codes;
  }

  /**
   * Removes a second factor that may have been set up by a person who does not own the address. @returns whether it was
   * on
   */
  removeUnproved(userId: string, manager: EntityManager): Promise<boolean> {
    return this.totp.remove(userId, manager);
  }

  private async accepts(userId: string, code: string): Promise<boolean> {
    const stored = await this.totp.find(userId);
    if (!stored?.enabled) return false;
    if (!/^\d{6}$/.test(code)) return this.totp.useRecoveryCode(userId, hashRecoveryCode(code));
    const step = stepOf(stored.secret, code);
    return step !== undefined && this.totp.useStep(userId, step);
  }

  async disable(userId: string, actor: Actor, manager: EntityManager): Promise<void> {
    await this.totp.remove(userId, manager);
    await this.audit.append(
      actor,
      { chain: userId, action: 'totp.disabled', target: { type: 'user', id: userId } },
      manager,
    );
  }
}
