import type { DeclaredVariable } from '@app/core';

export interface DescribedVariable extends DeclaredVariable {
  comment: string;
  /** The default, in words or as a value; empty when there is none. */
  defaultText: string;
}

/**
 * Joins the declarations of the classes with their comments. A comment may end with "Default: …" where the value alone
 * would mislead.
 * @throws Error that names a variable without a comment
 */
export function describeVariables(
  variables: readonly DeclaredVariable[],
  comments: ReadonlyMap<string, string>,
): DescribedVariable[] {
  return variables.map((variable) => {
    const text = comments.get(variable.name);
    if (!text) throw new Error(`${variable.name} has no /** comment */ in its env class`);
    const [comment = '', inWords] = text.split(/(?<!\s)\s*Default: /);
    const value = String(variable.default ?? '');
    return { ...variable, comment, defaultText: inWords?.replace(/\.$/, '') ?? value };
  });
}

/** Variables of the products that came before, and what to set instead. */
const RETIRED: readonly (readonly [names: string, instead: string])[] = [
  [
    '`UPLOAD_JOB_QUEUE`, `TELEMETRY_JOB_QUEUE`',
    'Nothing: the names of the queues are fixed. `QUEUE_PREFIX` separates several installations on one Redis server.',
  ],
  ['`JOB_TIMEOUT_SECONDS`', 'Nothing: every kind of job has a time limit of its own.'],
  ['`WEB_SERVICE_URL`', 'Nothing: keys, tokens and usage are in the database of this installation.'],
];

const titleOf = (namespace: string) => namespace.replace('.', ': ');

function byNamespace(variables: readonly DescribedVariable[]): [string, DescribedVariable[]][] {
  const groups = new Map<string, DescribedVariable[]>();
  for (const variable of variables)
    groups.set(variable.namespace, [...(groups.get(variable.namespace) ?? []), variable]);
  return [...groups];
}

/** `.env.example`: every variable, commented out, with its default. */
export function environmentFile(variables: readonly DescribedVariable[]): string {
  const section = ([namespace, group]: [string, DescribedVariable[]]) =>
    `# ── ${titleOf(namespace)} ──\n\n${group.map(environmentLines).join('\n')}`;
  return `# Every variable that Reelway reads, with its default. Copy to .env and uncomment what you change.
# Generated from the env classes in libs/*/src by \`npm run docs\`.

${byNamespace(variables).map(section).join('\n')}`;
}

function environmentLines({ name, comment, defaultText, default: value, aliases }: DescribedVariable): string {
  const isLiteral = defaultText === String(value);
  const notes = [
    comment,
    ...(defaultText && !isLiteral ? [`Default: ${defaultText}.`] : []),
    ...(aliases.length > 0 ? [`Also read: ${aliases.join(', ')}.`] : []),
  ];
  return `# ${notes.join(' ')}\n#${name}=${isLiteral ? defaultText : ''}\n`;
}

/** `docs/configuration.md`: the same as tables. */
export function configurationPage(variables: readonly DescribedVariable[]): string {
  const row = ({ name, comment, defaultText, default: value, aliases, secret }: DescribedVariable) => {
    const names = [name, ...aliases].map((text) => `\`${text}\``).join(', ');
    const shown = defaultText && defaultText === String(value) ? `\`${defaultText}\`` : defaultText || '–';
    return `| ${names} | ${cell(shown)} | ${cell(comment)}${secret ? ' *Secret.*' : ''} |`;
  };
  const section = ([namespace, group]: [string, DescribedVariable[]]) =>
    `## ${titleOf(namespace)}\n\n| variable | default | meaning |\n|---|---|---|\n${group.map(row).join('\n')}\n`;
  return `# Configuration

Generated from the env classes by \`npm run docs\`. Variables are read from the environment, then from \`.env\` in the working
directory; a blank value counts as unset. An invalid value stops the start, which reports all faults together, each with the
variable's name. A second name in the first column is an alias that is read when the first is unset.

${byNamespace(variables).map(section).join('\n')}
## Retired

Variables of earlier products that are no longer read.

| variable | what to set instead |
|---|---|
${RETIRED.map(([names, instead]) => `| ${names} | ${instead} |\n`).join('')}`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');
