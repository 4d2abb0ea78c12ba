import type { AddressInfo } from 'node:net';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import { discord } from '../../../apps/emulators/src/discord/discord';
import { httpClient } from '../servers/http-client';

interface Message {
  content: string;
  embeds?: { title: string; description?: string }[];
}

/** A separate Discord emulator on a free port. */
export async function startDiscordEmulator() {
  const app = createEmulators([discord()]);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const host = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const call = httpClient(`http://${host}/discord`);
  return {
    /** Variables that point the product at it. */
    env: { DISCORD_API_URL: `http://${host}/discord` },
    messages: async (id: string) =>
      (await call<{ messages: Message[] }>('GET', `/_test/webhooks/${id}/messages`)).body.messages,
    setFaults: (faults: { limited_seconds?: number; failing?: number }) =>
      call('PUT', '/_test/faults', { body: faults }),
    remove: (id: string, token: string) => call('DELETE', `/api/webhooks/${id}/${token}`),
    close: () => app.close(),
  };
}
