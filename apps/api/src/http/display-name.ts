import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';

/**
 * At least one character that can be seen, which the blanks that Unicode counts as letters and signs cannot. No web or
 * mail address, because names appear in our mails; no characters that break a line, change its direction or are
 * invisible. Joiners stay: Persian, Hindi and emoji need them.
 */
const READABLE =
  /^(?=.*[\p{L}\p{N}\p{P}\p{S}])(?!.*(?::\/\/|@|[wW]{3}\.))[^\p{Cc}\p{Zl}\p{Zp}<>\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\u{e0000}-\u{e0fff}]+$/u;

/** A name that others see in lists and mails: of a person, a workspace or a link. */
export const IsDisplayName = (mostCharacters = 200) =>
  applyDecorators(
    IsString(),
    Length(1, mostCharacters),
    Matches(READABLE, { message: '$property must be readable text without an address' }),
  );
