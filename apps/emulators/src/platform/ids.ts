import { createHash, randomUUID } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Identifiers and tokens: the same sequence for the same seed. */
export class Ids {
  private count = 0;

  constructor(private readonly seed: string = randomUUID()) {}

  /** Letters and digits. */
  text(length: number): string {
    return this.of(ALPHABET, length);
  }

  hex(length: number): string {
    return this.of('0123456789abcdef', length);
  }

  /** Decimal digits that do not begin with a zero. */
  digits(length: number): string {
    return this.of('123456789', 1) + this.of('0123456789', length - 1);
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join('-');
  }

  /** A number from 0 to 1, exclusive. */
  fraction(): number {
    return this.bytes().readUInt32BE() / 2 ** 32;
  }

  private of(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) for (const byte of this.bytes()) text += alphabet[byte % alphabet.length];
    return text.slice(0, length);
  }

  private bytes(): Buffer {
    this.count += 1;
    return createHash('sha256').update(`${this.seed} ${this.count}`).digest();
  }
}
