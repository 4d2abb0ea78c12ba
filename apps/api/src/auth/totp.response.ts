export class TotpSetupResponse {
  /**
   * Base32 secret to type into an authenticator app.
   * @example "JBSWY3DPEHPK3PXP"
   */
  secret: string;

  /**
   * The same secret as text for a QR code.
   * @example "otpauth://totp/Reelway:ada%40example.com?secret=JBSWY3DPEHPK3PXP"
   */
  otpauth_url: string;
}

export class RecoveryCodesResponse {
  /**
   * Recovery codes. Each replaces a code once; only this answer shows them.
   * @example ["7k2m-9xqp"]
   */
  recovery_codes: string[];
}
