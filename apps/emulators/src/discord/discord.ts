import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Emulator } from '../emulator';
import { type Answer, type Message, type WebhookName, Webhooks } from './webhooks';

const give = (reply: FastifyReply, { status, headers = {}, body }: Answer): FastifyReply =>
  reply.code(status).headers(headers).send(body);

/** Webhooks of Discord's API. */
export function discord(): Emulator {
  return {
    name: 'discord',
    help: [
      'POST /discord/api/webhooks/<id>/<token> accepts a message: 204, 400 for an empty or too long one, 401 for another token, 404 once deleted, 429 above five in two seconds.',
      'DELETE /discord/api/webhooks/<id>/<token> deletes the webhook.',
      'GET /discord/_test/webhooks/<id>/messages lists what arrived; PUT /discord/_test/faults {"limited_seconds":3,"failing":1} limits or fails the next calls.',
    ],
    env: (url) => ({ DISCORD_API_URL: url }),
    register(scope: FastifyInstance) {
      const webhooks = new Webhooks();
      scope.post<{ Params: WebhookName; Querystring: { wait?: string }; Body: Message | null }>(
        '/api/webhooks/:id/:token',
        ({ params, query, body }, reply) => give(reply, webhooks.execute(params, body, query.wait === 'true')),
      );
      scope.delete<{ Params: WebhookName }>('/api/webhooks/:id/:token', ({ params }, reply) =>
        give(reply, webhooks.remove(params)),
      );
      scope.get<{ Params: { id: string } }>('/_test/webhooks/:id/messages', ({ params }) => ({
        messages: webhooks.messagesOf(params.id),
      }));
      scope.put<{ Body: { limited_seconds?: number; failing?: number } }>('/_test/faults', ({ body }, reply) => {
        webhooks.setFaults(body);
        return reply.code(204).send();
      });
    },
  };
}
