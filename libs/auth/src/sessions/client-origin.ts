import ipaddr from 'ipaddr.js';

/** Where a request comes from, as far as the API can tell. */
export interface ClientOrigin {
  ip: string;
  userAgent?: string;
  /** As the client sent it, unverified. */
  deviceToken?: string;
}

/** The /24 or /64 that an address belongs to, which usually stands for one household or office. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  const length = address.kind() === 'ipv4' ? 24 : 64;
  const bytes = address.toByteArray().map((byte, index) => (index * 8 < length ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${length}`;
}

const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:(?:Headless)?Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * A short name for the device list: "Firefox on Windows", otherwise the program's own name, otherwise "Unknown device".
 */
export function deviceLabel(userAgent: string | undefined): string {
  const find = (names: readonly [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const parts = [find(BROWSERS), find(SYSTEMS)].filter(Boolean);
  if (parts.length > 0) return parts.join(' on ');
  return /^[\w.-]{1,40}/.exec(userAgent ?? '')?.[0] ?? 'Unknown device';
}
