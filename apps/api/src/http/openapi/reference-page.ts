import { REFERENCE_DOCUMENTS, type ReferenceDocument } from './reference-documents';

/** Nothing but our own files. The viewer writes its styles into the page, so inline styles are allowed; inline scripts are not. */
export const REFERENCE_CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page of one document; the viewer reads the document and draws it. */
export function referencePage({ name, path, title }: ReferenceDocument, viewerVersion: string): string {
  const links = REFERENCE_DOCUMENTS.map(
    (other) => `<a href="${other.path}"${other.path === path ? ' aria-current="page"' : ''}>${other.title}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Reelway API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/assets/reference.css">
<script src="/docs/assets/viewer-${viewerVersion}.js" defer></script>
<script src="/docs/assets/reference.js" defer></script>
</head>
<body>
<nav class="documents" aria-label="Documents"><strong>Reelway</strong>
${links.join('\n')}
</nav>
<noscript><p>This page needs JavaScript. Programs read <a href="/docs/${name}.json">the same document as JSON</a>.</p></noscript>
<main id="reference" data-document="/docs/${name}.json"></main>
</body>
</html>
`;
}
