// The commands in a Markdown page, and how their output is compared with what the page shows.

const BLOCK = /(?:<!-- not run: ([^\n]+?) -->\s*)?^ *```(\w*)\n([\s\S]*?)^ *```$/gm;
const SHELLS = ['console', 'sh', 'bash'];
/**
 * A block without a language contains commands when its first word is one of these; otherwise it is a drawing or a
 * file.
 */
const PROGRAMS = /^\s*(\w+=\S+ +)*(npm|node|npx|curl|git|docker|stripe|kubectl)\b/;

/**
 * The blocks of commands: the reason why one is skipped, and its steps. In a `console` block a command begins with "$ "
 * and continues while a quote is open; the following lines are the output that the page shows.
 */
export function commandBlocks(markdown) {
  return [...markdown.matchAll(BLOCK)]
    .map(([, reason, language, body]) => ({ reason, language, body }))
    .filter(({ language, body }) => SHELLS.includes(language) || (language === '' && PROGRAMS.test(body)))
    .map(({ reason, language, body }) => ({ reason, steps: language === 'console' ? transcript(body) : plain(body) }));
}

const plain = (body) =>
  body
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map((command) => ({ command: command.trim(), shown: '' }));

function transcript(body) {
  const steps = [];
  for (const line of body.split('\n')) {
    const last = steps.at(-1);
    const isOpen = last?.shown === '' && last.command.split("'").length % 2 === 0;
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), shown: '' });
    else if (isOpen) last.command += `\n${line}`;
    else if (last) last.shown += `${line}\n`;
  }
  return steps;
}

/**
 * Parts of the page's output that the real output lacks: names of JSON members, otherwise the first words of indented
 * lines.
 */
export function missingFrom(shown, output) {
  const members = [...shown.matchAll(/"([a-z_]+)":/g)].map(([, name]) => `"${name}":`);
  const words = [...shown.matchAll(/^ {2}([A-Za-z][a-z]*(?: key)?) {2,}/gm)].map(([, word]) => word);
  return [...new Set(members.length > 0 ? members : words)].filter((text) => !output.includes(text));
}

/** Ids in JSON by the name of their member: the ids of the page are replaced by those of this run. */
export const idsIn = (text) =>
  new Map([...text.matchAll(/"([a-z_]+)":"([\da-f]{8}-[\da-f-]{27})"/g)].map(([, name, id]) => [name, id]));
