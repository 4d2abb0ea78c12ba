import { dictionary } from '@zxcvbn-ts/language-common';

/** Words that every attacker of this product tries first. */
const CONTEXT = ['reelway', 'uploadm8', 'shotstack'];
const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

let common: Set<string> | undefined;

/**
 * Why a password is too easy to guess, worded to complete a sentence that begins with "The password"; undefined when it
 * is not. Compares with about 49,000 common passwords (zxcvbn's list), also with added characters around them and
 * lookalike characters inside.
 */
export function passwordWeakness(password: string, about: readonly string[] = []): string | undefined {
  const text = password.toLowerCase();
  const list = (common ??= new Set(dictionary['passwords-common']));
  const core = text.replace(/^[^\p{L}]+|(?<!\P{L})\P{L}+$/gu, '');
  const plain = Array.from(core, (character) => LOOKALIKES[character] ?? character).join('');
  if ([text, core, plain].some((candidate) => candidate.length > 0 && isCommon(candidate, list)))
    return 'is among the most common ones';
  if (new Set(text).size < 5) return 'has too few different characters';
  if (isRun(text)) return 'is a sequence of neighbouring characters';
  // Words of an address that are too short to be looked for can make up the whole of it.
  const whole = about.flatMap((entry) => [entry, entry.split('@', 1)[0] ?? '']).map((entry) => entry.toLowerCase());
  if (whole.includes(text)) return 'consists of your name, your address or the name of this product';
  const personal = [...CONTEXT, ...about.flatMap((entry) => entry.toLowerCase().split(/[^\p{L}\p{N}]+/u))].filter(
    (word) => word.length >= 4,
  );
  const rest = personal.reduce((left, word) => left.replaceAll(word, ''), text).replace(/[^\p{L}]/gu, '');
  if (rest.length < 4 && rest.length < text.replace(/[^\p{L}]/gu, '').length)
    return 'consists of your name, your address or the name of this product';
  return undefined;
}

/** A common password, or one repeated. */
function isCommon(text: string, list: ReadonlySet<string>): boolean {
  if (list.has(text)) return true;
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (text.length % length === 0 && unit.repeat(text.length / length) === text) return length < 4 || list.has(unit);
  }
  return false;
}

/** abcdef, 13579, 987654321098: consecutive characters have a constant distance, digits in a circle. */
function isRun(text: string): boolean {
  const circle = /^\d+$/.test(text) ? 10 : 0x1_0000;
  const steps = Array.from(
    { length: text.length - 1 },
    (_, index) => (text.charCodeAt(index + 1) - text.charCodeAt(index) + circle) % circle,
  );
  return new Set(steps).size === 1;
}
