import type { CaptionFacts } from './caption-generator';

const PLACEHOLDER = /\{([^{}]{1,40})\}/g;

/**
 * The template with its variables replaced once: braces in values stay text. A line whose variables are all missing is
 * dropped.
 */
export function fillTemplate(template: string, values: CaptionFacts['values']): string {
  const valueOf = (name: string) => (values as Readonly<Record<string, string | undefined>>)[name] ?? '';
  const lines = template.split('\n').filter((line) => {
    const names = [...line.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
    return names.length === 0 || names.some((name) => valueOf(name) !== '');
  });
  return lines
    .map((line) => line.replace(PLACEHOLDER, (_whole, name: string) => valueOf(name)))
    .join('\n')
    .trim();
}
