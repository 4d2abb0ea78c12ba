import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** Limits in kB (1,000 bytes) after gzip: what every visitor loads, and what each route adds. */
export interface SizeLimits {
  shellKb: number;
  routeKb: number;
}

/** Stores each script and style sheet compressed beside itself, and fails a build that outgrows its limits. */
export function assetSizes({ shellKb, routeKb }: SizeLimits): Plugin {
  return {
    name: 'asset-sizes',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const sizes = new Map(Object.keys(bundle).map((file) => [file, compress(join(dir, file))]));
      const kb = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0) / 1_000;
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const shell = new Set(chunks.filter(({ isEntry }) => isEntry).flatMap((entry) => [...filesOf(entry, bundle)]));
      const report = [`shell ${kb(shell).toFixed(1)} kB`];
      const excess = kb(shell) > shellKb ? [`The shell has ${kb(shell).toFixed(1)} kB, more than ${shellKb}.`] : [];
      for (const route of chunks.filter(({ isDynamicEntry }) => isDynamicEntry)) {
        const size = kb([...filesOf(route, bundle)].filter((file) => !shell.has(file)));
        report.push(`${route.name} ${size.toFixed(1)}`);
        if (size > routeKb) excess.push(`The route ${route.name} adds ${size.toFixed(1)} kB, more than ${routeKb}.`);
      }
      this.info(`after gzip: ${report.join(', ')}`);
      if (excess.length > 0) this.error(excess.join(' '));
    },
  };
}

/** A chunk with everything that the browser loads before it runs. */
function filesOf(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, found = new Set<string>()): Set<string> {
  if (found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') filesOf(imported, bundle, found);
  }
  return found;
}

/** @returns the compressed size in bytes */
function compress(file: string): number {
  const compressed = gzipSync(readFileSync(file), { level: 9 });
  if (/\.(js|css|svg)$/.test(file)) writeFileSync(`${file}.gz`, compressed);
  return compressed.length;
}
