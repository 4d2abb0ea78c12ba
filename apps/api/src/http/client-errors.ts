import { randomUUID } from 'node:crypto';
import { type OutgoingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { headersTooLarge, malformedRequest, PROBLEM_CONTENT_TYPE, requestTimeout, toProblem } from '@app/core';

/**
 * Answers what never became a request: unreadable, too slow or too large before its headers were complete. Then the connection ends,
 * also when the client keeps its side open.
 */
export function answerClientError(
  error: Error & { code?: string },
  socket: Socket,
  { errorsUrl, lingerMs }: { errorsUrl: string; lingerMs: number },
): void {
  const response = (socket as { _httpMessage?: OutgoingMessage })._httpMessage;
  if (error.code === 'ECONNRESET' || !socket.writable || response?.headersSent) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const problem = toProblem(refusalOf(error.code), requestId, errorsUrl);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${PROBLEM_CONTENT_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
  socket.once('close', () => clearTimeout(timer));
}

function refusalOf(code: string | undefined) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTimeout();
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  return malformedRequest('The request is not valid HTTP/1.1.');
}
