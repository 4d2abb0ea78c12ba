import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';

/**
 * For a route that answers with server-sent events.
 * @param events what an event consists of
 */
export const AnswersEvents = (events: string) =>
  applyDecorators(
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'Sent by clients that reconnect.',
      schema: { type: 'string' },
    }),
    ApiOkResponse({
      content: {
        'text/event-stream': { schema: { type: 'string', description: `Server-sent events. ${events}` } },
      },
    }),
  );

/**
 * Like `AnswersEvents`, for the events of one object: the stream ends with them, and a browser can open it with a
 * ticket.
 */
export const AnswersEventsOfObject = (events: string) =>
  applyDecorators(
    AnswersEvents(events),
    ApiQuery({
      name: 'ticket',
      required: false,
      description: 'Works once, instead of a credential.',
      schema: { type: 'string' },
    }),
    ApiNoContentResponse({ description: 'The client has seen the end.' }),
  );
