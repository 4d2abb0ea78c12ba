import { ApiProperty } from '@nestjs/swagger';

export class TotpSetupResponse {
  @ApiProperty({ description: 'Base32, to type into an authenticator app.' })
  secret: string;

  @ApiProperty({
    description: 'The same as a QR code shows it.',
    example: 'otpauth://totp/Reelway:ada%40example.com?…',
  })
  otpauth_url: string;
}

export class RecoveryCodesResponse {
  @ApiProperty({ type: [String], description: 'Each works once in place of a code. Shown this once.' })
  recovery_codes: string[];
}
