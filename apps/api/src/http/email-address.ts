import { applyDecorators } from '@nestjs/common';
import { IsEmail, Matches, MaxLength } from 'class-validator';

/** An address that today's mail servers accept: ASCII (international domains as `xn--…`), without quotes. */
export const IsEmailAddress = () =>
  applyDecorators(
    IsEmail({ blacklisted_chars: '"', allow_utf8_local_part: false }),
    Matches(/^[!-~]+$/, { message: '$property must be an email address' }),
    MaxLength(254),
  );
