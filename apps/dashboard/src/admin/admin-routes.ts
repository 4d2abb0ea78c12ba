import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shell, textOf } from '../entry-routes';
import type { AuditFilters } from './admin-queries';

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: lazyRouteComponent(() => import('./overview'), 'AdminOverview'),
});

const business = createRoute({
  getParentRoute: () => shell,
  path: '/admin/kpi',
  component: lazyRouteComponent(() => import('./business'), 'AdminBusiness'),
});

const users = createRoute({
  getParentRoute: () => shell,
  path: '/admin/users',
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } => ({ q: textOf(q) }),
  component: lazyRouteComponent(() => import('./users'), 'AdminUsers'),
});

const user = createRoute({
  getParentRoute: () => shell,
  path: '/admin/users/$id',
  component: lazyRouteComponent(() => import('./user'), 'AdminUser'),
});

const queues = createRoute({
  getParentRoute: () => shell,
  path: '/admin/queues',
  component: lazyRouteComponent(() => import('./queues'), 'AdminQueues'),
});

const auditLog = createRoute({
  getParentRoute: () => shell,
  path: '/admin/audit-log',
  validateSearch: ({ actor_id, target_id, action }: Record<string, unknown>): AuditFilters => ({
    actor_id: textOf(actor_id),
    target_id: textOf(target_id),
    action: textOf(action),
  }),
  component: lazyRouteComponent(() => import('./audit-log'), 'AdminAuditLog'),
});

/** For administrators of the installation; the API refuses others. */
export const adminRoutes = [overview, business, users, user, queues, auditLog] as const;
