import type { Template } from '@sitecast/api/screens/overlays/schema';
import { useQuery } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { type PagedList, readAllPages, wholeList } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';

/** All templates of the workspace. */
export function useTemplates(): PagedList<Template> {
  const { api } = useWorkspace();
  const query = useQuery(() => ({
    queryKey: [...keys.templates, 'all'],
    queryFn: () => readAllPages((page) => api.pip.template.list.query(page)),
    reconcile: 'id',
  }));
  return wholeList(query, () => query.data ?? []);
}
