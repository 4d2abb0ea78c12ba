import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** Azure's host agent: a public address that answers only inside Azure. */
const PLATFORM_ADDRESSES = new Set(['168.63.129.16']);

/**
 * Whether a packet to this address leaves for the public internet. IPv4 inside IPv6 (mapped, NAT64) is judged as IPv4.
 * 6to4 and Teredo, which tunnel to any IPv4 address, and every range not assigned for unicast are not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!isIP(address) || address.includes('%')) return false;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast' && !PLATFORM_ADDRESSES.has(parsed.toString());
  if (parsed.match(NAT64)) return isPublicAddress(parsed.toByteArray().slice(12).join('.'));
  return parsed.match(GLOBAL_UNICAST) && parsed.range() === 'unicast';
}
