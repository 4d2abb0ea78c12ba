import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { supportTable } from '@app/render-proxy';
import { assetSchema } from '@shotstack/schemas/zod';

const guide = join(__dirname, '../../docs/guides/render-support.md');

function document(): string {
  const lines = supportTable().map(
    ({ feature, note, refused }) =>
      `| ${feature} | ${refused === undefined ? 'yes' : 'refused'} | ${refused ?? note ?? ''} |`,
  );
  return [
    '# What the local render engine supports',
    '',
    'Generated from the code (`UPDATE_DOCS=1 npx jest test/contracts/render-support`). The check of an edit refuses unsupported',
    'features with their JSON paths; nothing is dropped silently.',
    '',
    '| feature | supported | notes |',
    '|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

describe('the support table', () => {
  it('lists every asset type of the published schema', () => {
    const issues = assetSchema.safeParse({ type: '?' }).error?.issues as unknown as { options?: string[] }[];
    const types = issues[0]?.options ?? [];
    expect(types.length).toBeGreaterThan(10);
    const listed = supportTable().map(({ feature }) => feature);
    for (const type of types) expect(listed).toContain(`asset ${type}`);
  });

  it('matches the documentation', () => {
    if (process.env.UPDATE_DOCS) writeFileSync(guide, document());
    expect(readFileSync(guide, 'utf8')).toBe(document());
  });
});
