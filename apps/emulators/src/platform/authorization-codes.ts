import { createHash } from 'node:crypto';
import type { Consent } from './consent-page';

export interface IssuedCode {
  redirectUri: string;
  /** `code_challenge` of the request, if it had one. */
  challenge: string | null;
  /** The encoding of the verifier's SHA-256 that the platform requires. */
  challengeEncoding: 'base64url' | 'hex';
  consent: Consent;
  /** Milliseconds of the emulator's time. */
  expiresAt: number;
  isUsed: boolean;
}

export class AuthorizationCodes {
  private readonly codes = new Map<string, IssuedCode>();

  issue(code: string, issued: Omit<IssuedCode, 'isUsed'>): string {
    this.codes.set(code, { ...issued, isUsed: false });
    return code;
  }

  /** The first request with the code, its redirect address and its verifier uses it up. */
  redeem(
    code: string,
    { redirectUri, verifier, now }: { redirectUri: string; verifier?: string; now: number },
  ): IssuedCode | 'unknown' | 'used' | 'expired' | 'redirect' | 'verifier' {
    const issued = this.codes.get(code);
    if (!issued) return 'unknown';
    if (issued.isUsed) return 'used';
    if (issued.expiresAt <= now) return 'expired';
    if (issued.redirectUri !== redirectUri) return 'redirect';
    const answered = createHash('sha256')
      .update(verifier ?? '')
      .digest(issued.challengeEncoding);
    if (issued.challenge !== null && issued.challenge !== answered) return 'verifier';
    issued.isUsed = true;
    return issued;
  }
}
