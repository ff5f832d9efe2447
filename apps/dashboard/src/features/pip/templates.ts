import { useQuery } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';

/** All saved overlays of the workspace: they are few. */
export function useTemplates() {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: [...keys.templates, 'all'],
    queryFn: () => readAllPages((page) => api.pip.template.list.query(page)),
    reconcile: 'id',
  }));
  return {
    /** Undefined until they are read. */
    all: () => (query.isPending || query.isLoadingError ? undefined : query.data),
    error: () => (query.isLoadingError ? query.error : undefined),
    retry: () => void query.refetch(),
  };
}
