import { isIP } from 'node:net';

/** Whether `setting` is a hop count, or a comma-separated list of addresses and of ranges `address/bits`. */
export function isProxySetting(setting: string): boolean {
  return /^\d+$/.test(setting) || setting.split(',').every((entry) => isAddressOrRange(entry.trim()));
}

function isAddressOrRange(entry: string): boolean {
  const [address = '', bits] = entry.split(/\/(.*)/);
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}
