import { nextPath } from '@sitecast/api/people/session/schema';
import { useSearchParams } from '@solidjs/router';

/** The page to open after the login: `?next=`, checked. */
export function useNext(): () => string {
  const [query] = useSearchParams<{ next: string }>();
  return () => nextPath(typeof query.next === 'string' ? query.next : undefined);
}
