import type { ErrorDefinition, ErrorKind } from '@app/core';

/** Markdown shows the text between backticks as it is, so a `<` there needs no escape. */
const withoutTags = (markdown: string): string =>
  markdown.replaceAll(/`[^`]*`|</g, (part) => (part === '<' ? '&lt;' : part));

/** `docs/errors.md`: every error code of the API. */
export function errorPage(
  catalogue: readonly ErrorDefinition[],
  statusOf: Readonly<Record<ErrorKind, number>>,
): string {
  const rows = [...catalogue]
    .sort((a, b) => statusOf[a.kind] - statusOf[b.kind] || a.code.localeCompare(b.code))
    .map(({ code, kind, title, help, operatorHelp, isInternal }) =>
      withoutTags(
        `| ${statusOf[kind]} | \`${code}\`${isInternal ? ' (jobs and logs)' : ''} | ${title} | ${help}${operatorHelp ? ` Operators: ${operatorHelp}` : ''} |`,
      ),
    );
  return `# Errors

Generated from the error catalogue by \`npm run docs\`.

Every error is an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem document, \`application/problem+json\`:

\`\`\`json
{
  "type": "https://api.example.com/errors/invalid_input",
  "title": "The input is not valid",
  "status": 422,
  "detail": "2 fields are not valid: email, name.",
  "help": "Correct every field listed in \`errors\`.",
  "code": "invalid_input",
  "request_id": "0198c0de-7c1e-7d41-9a3e-3a1f6f1f5b11",
  "errors": [{ "path": "email", "code": "is_email", "message": "email must be an email address" }]
}
\`\`\`

\`code\` is stable: switch on it, not on \`title\` or \`detail\`. \`errors\` is present when the input is at fault. \`request_id\` is also in the
\`X-Request-Id\` header; search the logs for it. 429 and 503 carry \`Retry-After\` when the wait is known.

| status | code | what happened | what to do |
|---|---|---|---|
${rows.join('\n')}
`;
}
