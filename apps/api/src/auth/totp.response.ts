export class TotpSetupResponse {
  /**
   * Base32 secret to type into an authenticator app.
   * @example "JBSWY3DPEHPK3PXP"
   */
  secret: string;

  /**
   * The same secret as the text of a QR code.
   * @example "otpauth://totp/Reelway:ada%40example.com?secret=JBSWY3DPEHPK3PXP"
   */
  otpauth_url: string;
}

export class RecoveryCodesResponse {
  /**
   * Recovery codes. Each works once instead of a code; only this answer shows them.
   * @example ["7k2m-9xqp"]
   */
  recovery_codes: string[];
}
