import { invalidInput, rateLimited } from '../core.errors';
import { toProblem } from './problem-details';

const problemOf = (error: Parameters<typeof toProblem>[0]) => toProblem(error, 'request-1', 'https://api.test/errors');

describe('a problem document', () => {
  it('says in its detail what happened this time', () => {
    expect(problemOf(rateLimited('The limit is 5 requests in 3600 seconds.'))).toEqual({
      type: 'https://api.test/errors/rate_limited',
      title: 'Too many requests',
      status: 429,
      detail: 'The limit is 5 requests in 3600 seconds.',
      help: rateLimited.definition.help,
      code: 'rate_limited',
      request_id: 'request-1',
    });
  });

  it('says in its detail what the catalogue says when the throw adds nothing', () => {
    const { detail, title, help } = problemOf(invalidInput());
    expect(detail).toBe(invalidInput.definition.detail);
    expect(new Set([detail, title, help]).size).toBe(3);
  });
});
