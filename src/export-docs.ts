import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredVariables, errorCatalogue, STATUS_BY_KIND } from '@app/core';
import { Logger } from '@nestjs/common';
import { configurationPage, describeVariables, environmentFile } from './docs/environment-reference';
import { errorPage } from './docs/error-reference';
import { variableComments } from './docs/variable-comments';

/** Writes the pages that are generated from the code; `--check` only compares and lists those that differ. */
async function exportDocs(root: string, checkOnly: boolean): Promise<void> {
  // API and worker each declare the process's data source; Nest warns when one program loads both.
  Logger.overrideLogger(['error']);
  await import('./docs/everything.js');
  const variables = describeVariables(declaredVariables(), variableComments(root));
  const pages = {
    '.env.example': environmentFile(variables),
    'docs/configuration.md': configurationPage(variables),
    'docs/errors.md': errorPage(errorCatalogue(), STATUS_BY_KIND),
  };
  const outdated = Object.entries(pages).filter(([path, text]) => text !== readIfThere(join(root, path)));
  if (!checkOnly) for (const [path, text] of outdated) writeFileSync(join(root, path), text);
  if (outdated.length === 0) return;
  process.stdout.write(
    `${checkOnly ? 'Out of date, run `npm run docs`' : 'Written'}: ${outdated.map(([path]) => path).join(', ')}\n`,
  );
  if (checkOnly) process.exitCode = 1;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

void exportDocs(process.cwd(), process.argv.includes('--check'));
