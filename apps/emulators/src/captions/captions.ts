import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../emulator';

export const CAPTIONS_KEY = 'captions-test-key';

interface ChatRequest {
  model?: string;
  messages?: { role: string; content: string }[];
}

/** Chat completions of an OpenAI-compatible API, for automatic captions. */
export function captions(): Emulator {
  return {
    name: 'captions',
    help: [
      `POST /captions/v1/chat/completions with the key ${CAPTIONS_KEY} answers with a title and caption made of the facts: 400 without messages, 401 for another key.`,
      'PUT /captions/_test/faults {"failing":1,"nonsense":1} fails the next calls, or answers them with something else.',
    ],
    env: (url) => ({ CAPTION_API_BASE: `${url}/v1`, CAPTION_API_KEY: CAPTIONS_KEY }),
    register(scope: FastifyInstance) {
      let faults = { failing: 0, nonsense: 0 };
      scope.post<{ Body: ChatRequest | null }>('/v1/chat/completions', ({ body, headers }, reply) => {
        if (headers.authorization !== `Bearer ${CAPTIONS_KEY}`)
          return reply.code(401).send({ error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } });
        const facts = body?.messages?.find(({ role }) => role === 'user')?.content;
        if (!body?.model || facts === undefined)
          return reply.code(400).send({ error: { message: "Missing required parameter: 'messages'." } });
        if (faults.failing > 0) {
          faults.failing -= 1;
          return reply.code(500).send({ error: { message: 'The server had an error.' } });
        }
        const isNonsense = faults.nonsense > 0;
        if (isNonsense) faults.nonsense -= 1;
        const { filename } = JSON.parse(facts) as { filename: string };
        const written = {
          title: `About ${filename}`,
          caption: `Written about ${filename}.`,
          hashtags: ['#written', 'by'],
        };
        const content = isNonsense ? 'I cannot do that.' : JSON.stringify(written);
        return reply.send({
          id: 'chatcmpl-1',
          object: 'chat.completion',
          model: body.model,
          choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
        });
      });
      scope.put<{ Body: Partial<typeof faults> }>('/_test/faults', ({ body }, reply) => {
        faults = { failing: 0, nonsense: 0, ...body };
        return reply.code(204).send();
      });
    },
  };
}
