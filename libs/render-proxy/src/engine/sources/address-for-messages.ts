const LONGEST = 200;

/**
 * The address of a source as messages may show it: without user, password, query and fragment, which may hold secrets.
 */
export function addressForMessages(source: string): string {
  const bare = URL.canParse(source) ? addressOf(new URL(source)) : source;
  return bare.length > LONGEST ? `${bare.slice(0, LONGEST - 1)}…` : bare;
}

const addressOf = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname}`;
