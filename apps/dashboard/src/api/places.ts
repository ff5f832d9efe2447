import { useQuery } from '@tanstack/solid-query';
import { createEffect } from 'solid-js';
import { answerOf } from './answer.ts';
import { keys } from './keys.ts';
import { readAllPages } from './pages.ts';
import { useWorkspace } from './workspace.tsx';

/**
 * All projects, and the locations of one of them, for a form that chooses a location. While `projectId` is empty, it
 * chooses the first project.
 */
export function usePlaces(projectId: () => string, choose: (projectId: string) => void) {
  const { api } = useWorkspace();
  const projects = useQuery(() => ({
    queryKey: [...keys.projectLists, 'names'],
    queryFn: () => readAllPages((page) => api.projects.list.query(page)),
  }));
  const locations = useQuery(() => ({
    queryKey: [...keys.locations(projectId()), 'names'],
    queryFn: () => readAllPages((page) => api.locations.list.query({ ...page, projectId: projectId() })),
    enabled: projectId() !== '',
  }));
  createEffect(() => {
    const first = answerOf(projects)?.[0];
    if (projectId() === '' && first) choose(first.id);
  });
  return {
    /** Undefined until they are loaded, like `locations`. */
    projects: () => answerOf(projects),
    locations: () => answerOf(locations),
    projectsError: () => (projects.isLoadingError ? projects.error : undefined),
    locationsError: () => (locations.isLoadingError ? locations.error : undefined),
    /** Repeats the requests that failed. */
    retry() {
      for (const query of [projects, locations]) if (query.isLoadingError) void query.refetch();
    },
  };
}
