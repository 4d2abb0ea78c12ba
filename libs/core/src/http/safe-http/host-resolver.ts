import { Resolver } from 'node:dns/promises';

/** Finds the addresses of a host name that a stranger supplied. */
export abstract class HostResolver {
  /**
   * All addresses, in the order in which to try them; empty when the name does not exist.
   * @throws Error when the name servers do not answer
   */
  abstract resolve(hostname: string): Promise<string[]>;
}

/**
 * DNS only. The system's resolver would also read the hosts file, and each slow name would block one of its four
 * threads.
 */
export class DnsHostResolver extends HostResolver {
  /** @param servers name servers as `address[:port]`; empty for the system's own */
  constructor(private readonly servers: readonly string[] = []) {
    super();
  }

  async resolve(hostname: string): Promise<string[]> {
    const resolver = new Resolver({ timeout: 1_000, tries: 2 });
    if (this.servers.length > 0) resolver.setServers(this.servers);
    const answers = await Promise.allSettled([resolver.resolve6(hostname), resolver.resolve4(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const fault = answers.flatMap((answer) =>
      answer.status === 'rejected' && !isAbsence(answer.reason as Error) ? [answer.reason as Error] : [],
    )[0];
    if (addresses.length === 0 && fault) throw fault;
    return addresses;
  }
}

const isAbsence = (error: NodeJS.ErrnoException): boolean =>
  ['ENOTFOUND', 'ENODATA', 'EBADNAME'].includes(error.code ?? '');
