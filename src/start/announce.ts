import type { Console } from './console';
import type { InstanceDetails } from './data-directory';

/** The final output of the start: all addresses, and one thing to try. */
export function announce(
  console: Console,
  details: InstanceDetails,
  context: { dataDir: string; rendering: string },
): void {
  const { admin, api_key: key, url } = details;
  const facts: [string, string | null][] = [
    ['Dashboard', `${url}/app`],
    ['API', url],
    ['Docs', `${details.docs_url} (accounts, uploads), /docs/render (renders), /docs/admin (operators)`],
    ['Queues', `${url}/admin/queues  (sign in as the administrator)`],
    [
      'Admin',
      admin && `${admin.email}  ${admin.password ? `password: ${admin.password}` : '(with its existing password)'}`,
    ],
    ['API key', key],
    [
      'Mail',
      details.mail_dir ? `${details.mail_url}  (files in ${details.mail_dir})` : 'sent by the configured mail server',
    ],
    ['Rendering', context.rendering],
    ['Data', context.dataDir],
    ...Object.entries(details.emulators ?? {}).map(([name, address]): [string, string] => [`· ${name}`, address]),
  ];
  console.line(`\nReelway is ready after ${console.elapsed()}. Ctrl-C stops it; the data stays.\n`);
  for (const [name, value] of facts) if (value) console.step(name, value);
  if (key) console.line(`\nTry it: an edit in, a video out\n\n${tryOut(url, key)}\n`);
}

const EDIT =
  '{"timeline":{"background":"#0f172a","tracks":[{"clips":[{"asset":{"type":"title","text":"Hello, Reelway","style":"minimal"},' +
  '"start":0,"length":3,"transition":{"in":"fade","out":"fade"},"effect":"zoomIn"}]}]},"output":{"format":"mp4","resolution":"sd"}}';

/** The second command answers with the address of the video as soon as the first one's job is completed. */
const tryOut = (
  url: string,
  key: string,
) => `  curl -s -X POST ${url}/api/v1/render -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${EDIT}'
  curl -s '${url}/api/v1/jobs?limit=1' -H 'Authorization: Bearer ${key}'`;
