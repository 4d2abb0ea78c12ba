import { truncate } from '@app/core';

const LONGEST = 200;

/**
 * The address of a source as messages may show it: without user, password, query and fragment, which may hold secrets.
 */
export function addressForMessages(source: string): string {
  return truncate(URL.canParse(source) ? addressOf(new URL(source)) : source, LONGEST);
}

const addressOf = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname}`;
