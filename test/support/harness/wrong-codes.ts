import { Secret, TOTP } from 'otpauth';

const STEP_MS = 30_000;
/** More steps than a test lasts, in both directions. */
const STEPS = 20;

/** The first codes that are wrong for this secret of an authenticator app, now and for as long as a test lasts. */
export function wrongCodes(secret: string, count: number): string[] {
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const right = new Set(
    Array.from({ length: 2 * STEPS + 1 }, (_, step) =>
      app.generate({ timestamp: Date.now() + (step - STEPS) * STEP_MS }),
    ),
  );
  const wrong: string[] = [];
  for (let number = 0; wrong.length < count; number += 1) {
    const code = String(number).padStart(6, '0');
    if (!right.has(code)) wrong.push(code);
  }
  return wrong;
}
