const DAY = 86_400;

/** A parsed moment: Unix seconds. When the text names no zone, it is read as UTC. */
export interface Stamp {
  seconds: number;
  zoned: boolean;
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?)?\s?([ap]\.?m\.?)?\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Reads `2026-04-18T08:20:00.123Z` and its variants: blanks, slashes or dots in the date, halves of the day, with or
 * without a zone.
 */
export function parseStamp(text: string): Stamp | undefined {
  const match = ISO.exec(text.trim().replace(/^(\d{4})[/.](\d{1,2})[/.]/, '$1-$2-'));
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', half, zone] = match;
  const date = dateSeconds(Number(year), Number(month), Number(day));
  const clock = clockSeconds(hour24(hour, half), Number(minute), Number(second), fraction);
  if (date === undefined || clock === undefined) return undefined;
  return { seconds: date + clock - zoneSeconds(zone), zoned: zone !== undefined };
}

/**
 * Seconds of the day in `08:20:00.5`, `8:20:00 pm` or `08:20:00:500`, also above 24 hours as in elapsed times; `20:00.5`
 * and `20m 0.5s` are minutes and seconds.
 */
export function parseClock(text: string): number | undefined {
  const plain = text.trim();
  const match =
    /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,9}))?\s?([ap]\.?m\.?)?$/i.exec(plain) ??
    /^(\d{1,3}):(\d{2}):(\d{2}):(\d{3})$/.exec(plain) ??
    /^(?:(\d{1,3})\s?h\s?)?(\d{1,2})\s?m(?:in)?\s?(\d{1,2})(?:[.,](\d{1,9}))?\s?s$/i.exec(plain);
  if (!match) return undefined;
  const [, hour = '0', minute, second, fraction = '', half] = match;
  return clockSeconds(hour24(hour, half), Number(minute), Number(second), fraction, 1_000);
}

function hour24(hour: string, half: string | undefined): number {
  return half ? (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hour);
}

/** Seconds of the day in `hhmmss.sss`. */
export function parseCompactClock(text: string): number | undefined {
  const match = /^(\d{2})(\d{2})(\d{2})(?:\.(\d{1,9}))?$/.exec(text.trim().padStart(6, '0'));
  if (!match) return undefined;
  return clockSeconds(Number(match[1]), Number(match[2]), Number(match[3]), match[4] ?? '');
}

/** Unix seconds of `ddmmyy` at midnight. */
export function parseDayMonthYear(text: string): number | undefined {
  const match = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  return match ? dateSeconds(2000 + Number(match[3]), Number(match[2]), Number(match[1])) : undefined;
}

/** Unix seconds at midnight UTC; undefined when the day does not exist. */
export function dateSeconds(year: number, month: number, day: number): number | undefined {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return undefined;
  const time = Date.UTC(year, month - 1, day);
  return new Date(time).getUTCDate() === day ? time / 1_000 : undefined;
}

function clockSeconds(hour: number, minute: number, second: number, fraction: string, maxHour = 24) {
  if (hour > maxHour || minute > 59 || second > 60) return undefined;
  return hour * 3_600 + minute * 60 + second + (fraction === '' ? 0 : Number(`0.${fraction}`));
}

function zoneSeconds(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '');
  const seconds = Number(digits.slice(0, 2)) * 3_600 + Number(digits.slice(2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}

/** Turns seconds of the day into a clock that continues past midnight. Small steps back are kept. */
export class MidnightClock {
  private days = 0;
  private last: number | undefined;

  read(secondsOfDay: number): number {
    if (this.last !== undefined) {
      if (secondsOfDay < this.last - DAY / 2) this.days++;
      else if (secondsOfDay > this.last + DAY / 2 && this.days > 0) this.days--;
    }
    this.last = secondsOfDay;
    return secondsOfDay + this.days * DAY;
  }
}
