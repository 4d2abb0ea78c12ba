import { useQuery } from '@tanstack/react-query';
import type { Schemas } from './edit-schema';

/** The schemas of everything that an edit can contain, once they are loaded. */
export function useEditSchemas(): Schemas | undefined {
  return useQuery({ queryKey: ['edit-schemas'], queryFn: load, staleTime: Number.POSITIVE_INFINITY }).data;
}

/** The build removes everything else from the contract. */
async function load(): Promise<Schemas> {
  const { components } = await import('../../../../openapi.json');
  return components.schemas;
}
