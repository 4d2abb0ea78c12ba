// Refuses regular expressions that can take more than linear time to match, because strangers' texts reach most of
// them. Exceptions, each with its reason, are in `EXCEPTIONS`. Also checks only the given files: `node
// scripts/check-patterns.mjs <file> …`.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyse } from 'scslre';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const FOLDERS = ['apps', 'libs', 'src', 'migrations', 'scripts'];
/** `file: pattern` → why it cannot be slow where it is used. An entry that no longer applies is a finding, too. */
const EXCEPTIONS = {
  [String.raw`libs/media/src/telemetry/readers/csv-cells.ts: /^([NSEW])?\s*([+-]?\d*[.,]?\d+(?:e[+-]?\d+)?)\s*(.*)$/i`]:
    'reads 60 characters at most',
  [String.raw`src/docs/variable-comments.ts: /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*@Env(?:(?!\*\/)[\s\S])*?\n\s+([A-Z][A-Z0-9_]+)[?!]?\s*[:=]/g`]:
    'reads our own sources',
  [String.raw`scripts/build.mjs: /\n+Caused by:[\s\S]*?(?=\n +x |\nSuccessfully|$)/g`]:
    "reads the compiler's output about our own sources",
};

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && entry.name !== 'dist') yield* filesIn(path);
    } else if (/\.(ts|mjs|cjs|js)$/.test(entry.name) && !/\.(spec|int-spec|e2e-spec)\.ts$/.test(entry.name)) yield path;
  }
}

/** The regular expression literals of a file, and the literal texts that it passes to `RegExp`. */
function* patternsIn(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const pending = [source];
  for (let node = pending.pop(); node; node = pending.pop()) {
    ts.forEachChild(node, (child) => void pending.push(child));
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      yield { line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      node.expression.getText(source) === 'RegExp'
    ) {
      const [pattern, flags] = node.arguments ?? [];
      if (pattern && ts.isStringLiteralLike(pattern))
        yield { line, source: pattern.text, flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '' };
    }
  }
}

const unused = new Set(Object.keys(EXCEPTIONS));
const findings = [];
const given = process.argv.slice(2);
for (const path of given.length > 0 ? given : FOLDERS.flatMap((folder) => [...filesIn(join(root, folder))])) {
  const file = relative(root, path).replaceAll('\\', '/');
  for (const { line, source, flags } of patternsIn(path)) {
    const { reports } = analyse({ source, flags: flags.replace('v', 'u') }, {});
    if (reports.length === 0) continue;
    const name = `${file}: /${source}/${flags}`;
    if (unused.delete(name) || name in EXCEPTIONS) continue;
    const growth = reports.some(({ exponential }) => exponential) ? 'exponential' : 'polynomial';
    findings.push(
      `${file}:${line} /${source}/${flags} is ${growth} when ${JSON.stringify(reports[0].character.pick)} repeats`,
    );
  }
}
if (given.length === 0) for (const name of unused) findings.push(`${name} no longer needs to be an exception`);
for (const finding of findings.sort()) process.stdout.write(`${finding}\n`);
process.exitCode = findings.length > 0 ? 1 : 0;
