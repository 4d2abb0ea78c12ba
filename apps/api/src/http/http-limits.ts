/**
 * How long the server waits for a client, and how much it accepts. Fastify's own defaults leave slow clients connected
 * forever.
 */
export interface HttpLimits {
  /** For all headers of a request. */
  headersMs: number;
  /** For a body that is read as a whole, from the end of the headers. */
  bodyMs: number;
  /** For a whole request, including a streamed upload. */
  requestMs: number;
  /** Without a byte in either direction. */
  idleMs: number;
  /** Between two requests on a connection. Longer than a proxy's limit, so that the proxy closes the connection. */
  keepAliveMs: number;
  /** For the rest of a request that was answered before it was read: long enough for the client to see the answer. */
  lingerMs: number;
  /** How often Node looks for overdue connections. */
  checkIntervalMs: number;
  /** Connections of all clients together. */
  maxConnections: number;
  /**
   * Connections of one client: an IPv4 address or an IPv6 /64. Low enough that many such clients leave room for others.
   */
  maxConnectionsPerAddress: number;
  /** Requests of one connection that are not answered yet. A client that does not wait for answers may pipeline this many. */
  maxRequestsInFlight: number;
  /** Request line and headers together, in bytes. */
  maxHeaderBytes: number;
}

export const HTTP_LIMITS: Omit<HttpLimits, 'maxConnectionsPerAddress'> = {
  headersMs: 10_000,
  bodyMs: 15_000,
  requestMs: 3_600_000,
  idleMs: 120_000,
  keepAliveMs: 65_000,
  lingerMs: 5_000,
  checkIntervalMs: 1_000,
  maxConnections: 5_000,
  maxRequestsInFlight: 8,
  maxHeaderBytes: 16_384,
};
