import { objectOf } from './shotstack-answers';

const ID = /^[A-Za-z0-9-]{1,64}$/;

/**
 * For the render itself (`edit`/`render`) and for a copy at a destination (`serve`/`copy`), which names its render as
 * well as its own id.
 */
export function readShotstackCallback(body: unknown): { providerRenderId: string } | undefined {
  const { type, action, id, render } = objectOf(body);
  const named =
    type === 'edit' && action === 'render' ? id : type === 'serve' && action === 'copy' ? render : undefined;
  return typeof named === 'string' && ID.test(named) ? { providerRenderId: named } : undefined;
}
