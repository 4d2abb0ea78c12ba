import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIELD = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*@Env(?:(?!\*\/)[\s\S])*?\n\s+([A-Z][A-Z0-9_]+)[?!]?\s*[:=]/g;

/** The comment of every variable, read from the env classes of libs and apps, which alone describe variables. */
export function variableComments(root: string): Map<string, string> {
  const files = ['libs', 'apps']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((name) => /(\.config|-env)\.ts$/.test(name));
  const comments = new Map<string, string>();
  for (const file of files) {
    for (const [, comment = '', name = ''] of readFileSync(join(root, file), 'utf8').matchAll(FIELD)) {
      comments.set(
        name,
        comment
          .replaceAll(/^[ \t]*\*[ \t]?/gm, '')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      );
    }
  }
  return comments;
}
