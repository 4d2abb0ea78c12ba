import { type AccessRule, accessRuleOf } from '@app/auth';
import { type ErrorFactory, existingId } from '@app/core';
import type { INestApplication, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { declaredErrorsOf } from '../throws.decorator';

/** The contract's facts about one route, from its decorators. */
export interface RouteMetadata {
  rule: AccessRule | undefined;
  errors: ErrorFactory[];
  /** The class of `@Query()`. */
  query: string | undefined;
  /** Path parameters that hold the id of one of our objects. */
  ids: string[];
}

interface Argument {
  index: number;
  data?: string;
  pipes: unknown[];
}

/** The metadata of every route by its operation id, which is the name of the method. */
export function routeMetadata(app: INestApplication): Map<string, RouteMetadata> {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  const routes = new Map<string, RouteMetadata>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, () => unknown>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const targets = [prototype[name] as () => unknown, metatype as () => unknown] as const;
        routes.set(name, {
          rule: accessRuleOf(reflector, ...targets),
          errors: declaredErrorsOf(reflector, [...targets]),
          ...inputsOf(metatype as Type, prototype, name),
        });
      }
    }
  }
  return routes;
}

function inputsOf(controller: Type, prototype: object, method: string): Pick<RouteMetadata, 'query' | 'ids'> {
  const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as Type[];
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, Argument>;
  const of = (kind: RouteParamtypes) =>
    Object.entries(args).flatMap(([key, argument]) => (key.startsWith(`${kind}:`) ? [argument] : []));
  const [query] = of(RouteParamtypes.QUERY).filter(({ data }) => data === undefined);
  return {
    query: query && types[query.index]?.name,
    ids: of(RouteParamtypes.PARAM).flatMap(({ data, pipes }) => (data && pipes.includes(existingId) ? [data] : [])),
  };
}
