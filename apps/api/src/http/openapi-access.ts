import { type AccessRule, accessRuleOf } from '@app/auth';
import type { INestApplication } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './openapi-problems';

const BEARER = { bearer: [] };
const API_KEY = { api_key: [] };
const ADMIN_KEY = { admin_key: [] };

/** Writes each route's access rule into the document, so that what is documented is what is enforced. */
export function describeAccess(
  document: OpenAPIObject,
  app: INestApplication,
  operationId: (controller: string, method: string) => string,
): void {
  const rules = new Map<string, AccessRule | undefined>();
  for (const { controller, method, rule } of accessRules(app)) rules.set(operationId(controller, method), rule);
  for (const { operation } of operationsOf(document)) {
    const rule = rules.get(operation.operationId ?? '');
    operation.security =
      rule?.allow === 'public'
        ? []
        : rule?.allow === 'role'
          ? [BEARER, ADMIN_KEY]
          : rule?.allow === 'session'
            ? [BEARER]
            : [BEARER, API_KEY];
    const note = rule && noteOn(rule);
    if (note) operation.description = [operation.description, note].filter(Boolean).join('\n\n');
  }
}

function noteOn(rule: AccessRule): string | undefined {
  if (rule.allow === 'scope') return `API keys need the scope \`${rule.scope}\`.`;
  if (rule.allow === 'role') return `Needs the role \`${rule.role}\`; API keys are refused.`;
  if (rule.allow !== 'session') return undefined;
  return rule.workspaceRole
    ? `Needs the workspace role \`${rule.workspaceRole}\`; API keys are refused.`
    : 'API keys are refused: sign in.';
}

function* accessRules(
  app: INestApplication,
): Generator<{ controller: string; method: string; rule: AccessRule | undefined }> {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, () => unknown>;
      for (const method of scanner.getAllMethodNames(prototype)) {
        yield {
          controller: metatype.name,
          method,
          rule: accessRuleOf(reflector, prototype[method] as () => unknown, metatype as () => unknown),
        };
      }
    }
  }
}
