import { type AccessRule, accessRuleOf } from '@app/auth';
import type { INestApplication } from '@nestjs/common';
import { RequestMethod } from '@nestjs/common';
import { GUARDS_METADATA, INTERCEPTORS_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';

export interface ApiRoute {
  /** `GET`, `POST`, … */
  method: string;
  /** With `:name` for parameters, for example `/api/keys/:id`. */
  path: string;
  /** `Controller.method`, for messages. */
  name: string;
  rule?: AccessRule;
  /** Whether it is marked with `@Idempotent()`. */
  idempotent: boolean;
  /** Whether it is marked with `@RefusesIdempotencyKey()`. */
  refusesKey: boolean;
  /** Whether the method or its controller is marked with `@RequireRecentSignIn()`. */
  needsRecentSignIn: boolean;
}

/** Every route of every controller. The application's modules must include `DiscoveryModule`. */
export function apiRoutes(app: INestApplication): ApiRoute[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      if (!metatype || !instance) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name] as () => unknown;
        const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
        if (method === undefined) return [];
        const rule = accessRuleOf(reflector, handler, metatype as never);
        return pathsOf(metatype).flatMap((base) =>
          pathsOf(handler).map((own) => ({
            method: RequestMethod[method],
            path: join(base, own),
            name: `${metatype.name}.${name}`,
            rule,
            idempotent: isIntercepted(handler, 'IdempotencyInterceptor'),
            refusesKey: isIntercepted(handler, 'KeyRefusalInterceptor'),
            needsRecentSignIn: [metatype, handler].some(needsRecentSignIn),
          })),
        );
      });
    });
}

function isIntercepted(handler: object, by: string): boolean {
  const interceptors = (Reflect.getMetadata(INTERCEPTORS_METADATA, handler) ?? []) as { name: string }[];
  return interceptors.some(({ name }) => name === by);
}

function needsRecentSignIn(target: object): boolean {
  const guards = (Reflect.getMetadata(GUARDS_METADATA, target) ?? []) as { name: string }[];
  return guards.some(({ name }) => name === 'RecentSignInGuard');
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return path === undefined ? [''] : [path].flat();
}

const join = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
