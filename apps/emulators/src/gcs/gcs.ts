import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulator } from '../emulator';
import { addControls } from '../object-store/control-routes';
import { noFaults, type StorageFaults, strikes } from '../object-store/faults';
import { BrokenUpload, receive } from '../object-store/receive';
import type { GcsCall } from './gcs-call';
import { GcsFailure } from './gcs-failure';
import { GcsWorld } from './gcs-world';
import { answerObjects } from './object-routes';
import { ServiceAccount } from './service-account';
import { answerUploads, continueSession } from './upload-routes';
import { answerXml } from './xml-routes';

/** Name of the bucket and of the emulator: signed addresses contain the bucket where others contain the emulator. */
export const GCS_BUCKET = 'gcs';

type Answering = (call: GcsCall) => unknown;

/**
 * Google Cloud Storage: one bucket, JSON and XML API, in memory. It accepts one service account and checks every
 * signature.
 */
export function gcs(): Emulator {
  return {
    name: GCS_BUCKET,
    help: [
      `GCS_API_URL=<this address>, GCS_BUCKET=${GCS_BUCKET}, GOOGLE_APPLICATION_CREDENTIALS=<a file with the answer of GET /gcs/_test/credentials>.`,
      'Multipart and resumable uploads, uploads in parts, ranges, generations, access lists, signed addresses (V4).',
      'PUT /gcs/_test/faults?drop_uploads=1&corrupt_uploads=1&lost_answers=1&unavailable=2&delay_ms=100 plans faults; GET /gcs/_test/requests lists all requests.',
      'PUT /gcs/_test/uniform?on=1 turns on uniform bucket-level access: the bucket then refuses access lists.',
    ],
    register(scope: FastifyInstance) {
      const [world, account, faults] = [new GcsWorld(GCS_BUCKET), new ServiceAccount(), noFaults()];
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      addControls(scope, faults, () => world.unfinished());
      scope.get('/_test/credentials', (request) => account.keyFile(request.hostname));
      scope.put<{ Querystring: { on?: string } }>('/_test/uniform', ({ query }) => {
        world.uniform = query.on === '1';
        return { uniform: world.uniform };
      });
      scope.setErrorHandler((error, request, reply) => {
        // Read the input that is still arriving; otherwise the client cannot read the answer.
        request.raw.resume();
        const failure =
          error instanceof GcsFailure ? error : new GcsFailure(500, 'backendError', (error as Error).message);
        return reply.status(failure.status).send(request.method === 'HEAD' ? undefined : failure.body);
      });
      addRoutes(scope, { world, account, faults });
    },
  };
}

interface GcsState {
  world: GcsWorld;
  account: ServiceAccount;
  faults: StorageFaults;
}

function addRoutes(scope: FastifyInstance, state: GcsState): void {
  const { world, account } = state;
  const handled = handlersOf(scope, state);
  const signedIn = (request: FastifyRequest) => {
    if (!account.recognizes(request))
      throw new GcsFailure(401, 'required', 'Anonymous caller does not have access to the bucket.');
  };
  const json = handled(signedIn, answerObjects);
  scope.route({ method: ['GET', 'PATCH', 'POST', 'DELETE'], url: '/storage/v1/b/*', handler: json });
  scope.post('/upload/storage/v1/b/:bucket/o', handled(signedIn, answerUploads));
  // The address of a session is its own credential.
  const session = handled(() => undefined, losingAnswers(continueSession, state.faults), continueSession);
  scope.route({ method: ['PUT', 'DELETE'], url: '/upload/storage/v1/b/:bucket/o', handler: session });
  const xml = handled((request, name) => {
    if ((request.raw.url ?? '').includes('X-Goog-Signature=')) account.verifySignedUrl(request);
    else if (
      !account.recognizes(request) &&
      !(/^(GET|HEAD)$/.test(request.method) && world.objects.get(name)?.isPublic)
    )
      throw new GcsFailure(403, 'AccessDenied', 'Access denied.');
  }, answerXml);
  scope.route({ method: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'], url: '/*', handler: xml });
}

const unavailable = () => new GcsFailure(503, 'backendError', 'We encountered an internal error. Please try again.');

/** Answers as planned when a request has stored an object. */
const losingAnswers =
  (answer: Answering, faults: StorageFaults): Answering =>
  (call) => {
    const body = answer(call);
    if (call.reply.statusCode === 200 && strikes(faults, 'lost_answers')) throw unavailable();
    return body;
  };

/** Makes handlers that authorise the request, read its body under the planned faults, and answer it. */
function handlersOf(scope: FastifyInstance, { world, faults }: GcsState) {
  return (
    admit: (request: FastifyRequest, name: string) => void,
    answer: Answering,
    onBreak?: (call: GcsCall) => void,
  ) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const [path = '', search = ''] = (request.raw.url ?? '').slice(scope.prefix.length).split('?');
      const call: GcsCall = {
        request,
        reply,
        world,
        name: objectName(path),
        query: new URLSearchParams(search),
        bytes: Buffer.alloc(0),
        url: `${request.protocol}://${request.host}${scope.prefix}`,
      };
      admit(request, call.name);
      if (strikes(faults, 'unavailable')) throw unavailable();
      try {
        call.bytes = await receive(request, reply, faults);
        const body = answer(call);
        if (!reply.sent) await reply.send(body === reply ? undefined : body);
      } catch (error) {
        if (!(error instanceof BrokenUpload)) throw error;
        onBreak?.({ ...call, bytes: error.bytes });
        reply.hijack();
      }
    };
}

const objectName = (path: string): string =>
  decodeURIComponent(
    path.replace(/^\/(storage\/v1\/b\/[^/]+\/o\/|storage\/v1\/b\/.*|upload\/.*)?/, '').replace(/\/acl$/, ''),
  );
