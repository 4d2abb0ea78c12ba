import { randomUUID } from 'node:crypto';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { headersTooLarge, malformedRequest, PROBLEM_CONTENT_TYPE, requestTimeout, toProblem } from '@app/core';

interface AnswerOptions {
  errorsUrl: string;
  /** Milliseconds that the client gets to close the connection. */
  lingerMs: number;
}

const answered = new WeakSet<Socket>();

/**
 * Answers input that never became a request: unreadable, too slow, or too large before its headers were complete. Then
 * the client has `lingerMs` to close the connection.
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket, options: AnswerOptions): void {
  // Everything after unreadable bytes is unreadable as well.
  if (answered.has(socket)) return;
  answered.add(socket);
  afterEarlierAnswers(socket, () => refuse(error, socket, options));
}

/** Unreadable bytes behind complete requests wait until these have been answered, as the order of answers demands. */
function afterEarlierAnswers(socket: Socket, answer: () => void): void {
  const { _httpMessage: response } = socket as { _httpMessage?: ServerResponse };
  if (response?.req.complete && !response.closed && !socket.destroyed)
    response.once('close', () => setImmediate(() => afterEarlierAnswers(socket, answer)));
  else answer();
}

function refuse(error: Error & { code?: string }, socket: Socket, { errorsUrl, lingerMs }: AnswerOptions): void {
  const { _httpMessage: response } = socket as { _httpMessage?: ServerResponse };
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
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Resets the connection: a client that reads nothing would not notice a clean close and would keep its side open.
  const timer = setTimeout(() => socket.resetAndDestroy(), lingerMs).unref();
  socket.once('close', () => clearTimeout(timer));
}

function refusalOf(code: string | undefined) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTimeout();
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  return malformedRequest('The request is not valid HTTP/1.1.');
}
