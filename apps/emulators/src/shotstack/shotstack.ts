import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../emulator';
import { Account } from './account';
import { registerApi } from './api-routes';
import { registerControls } from './control-routes';
import { registerFiles } from './file-routes';

/**
 * Shotstack's Edit and Serve APIs: stateful, with a clock of its own, small real files, callbacks and a record of
 * accepted renders.
 */
export function shotstack(): Emulator {
  return {
    name: 'shotstack',
    help: [
      'The Edit API below /shotstack/edit/v1 and /shotstack/edit/stage, the Serve API below /shotstack/serve, for any x-api-key; edits are checked against the published schema.',
      'Results are small files of the right kind and length (made by ffmpeg), at /shotstack/output for a day and at /shotstack/cdn until they are deleted.',
      'PUT /shotstack/_test/clock {"speed":60} makes a minute pass per second, 0 stops the clock; POST /_test/clock/advance {"seconds":30}.',
      'PUT /shotstack/_test/faults [{"on":"submit|status|assets|file","match":"text","accept":true,"status":500,"body":{},"headers":{},"delay_ms":0,"end":"hang|drop|truncate","times":1}].',
      'PUT /shotstack/_test/outcomes [{"match":"text","fail_at":"rendering","error":"…","stuck_at":"saving","seconds":9,"stages":["queued","new"],"times":1}].',
      'PUT /shotstack/_test/callbacks {"silent":false,"copies":2,"delay_seconds":60,"reversed":true,"lose":1}; POST /_test/callbacks/deliver {"url":"…","body":{…}} forges one.',
      'PUT /shotstack/_test/keys {"keys":["…"]}, PUT /_test/gcs {"url":"<JSON API of a Google emulator>","credentials":{<key file>}}, POST /_test/renders/<id>/expire, GET /_test/score.',
    ],
    // A key would make Shotstack the default renderer, so only users who ask for it get this emulator.
    env: (url, asked) => (asked.RENDER_PROVIDER === 'shotstack' ? settings(url, asked.FETCH_ALLOW_HOSTS) : {}),
    register(scope: FastifyInstance) {
      const account = new Account();
      scope.addHook('onClose', () => account.close());
      scope.addHook('onRequest', async (request) => {
        account.url = `${request.protocol}://${request.host}${scope.prefix}`;
      });
      scope.setErrorHandler((error, _request, reply) => {
        const { statusCode = 500, message } = error as Error & { statusCode?: number };
        return reply.status(statusCode).send({
          success: false,
          message: statusCode === 400 ? 'Bad Request' : 'Internal server error',
          response: message,
        });
      });
      registerApi(scope, account);
      registerFiles(scope, account);
      scope.register(async (controls) => registerControls(controls, account), { prefix: '/_test' });
    },
  };
}

/** The results are fetched like any other file, and this machine's address is private. */
function settings(url: string, allowed: string | undefined): Record<string, string> {
  const hosts = [...(allowed ? [allowed] : []), new URL(url).host].join(',');
  return { SHOTSTACK_API_URL: `${url}/edit/v1`, SHOTSTACK_API_KEY: 'emulator', FETCH_ALLOW_HOSTS: hosts };
}
