// node examples/serve.mjs [port]: serves the examples with full addresses, so that you can send their edits to a
// server.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const port = Number(process.argv[2] ?? 8090);
const origin = `http://localhost:${port}`;

createServer((request, response) => {
  const path = join(folder, normalize(decodeURIComponent(new URL(request.url, origin).pathname)));
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
  if (!path.endsWith('edit.json')) return createReadStream(path).pipe(response);
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(readFileSync(path, 'utf8').replaceAll('"../media/', `"${origin}/media/`));
}).listen(port, '127.0.0.1', () =>
  process.stdout.write(
    `${origin}/slideshow/edit.json\nThe server that renders needs FETCH_ALLOW_HOSTS=localhost:${port}\n`,
  ),
);
