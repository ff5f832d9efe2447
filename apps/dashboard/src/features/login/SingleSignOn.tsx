import { LoginProblem } from '@sitecast/api/people/session/schema';
import { buttonClass } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';

/** @param props.next where to go afterwards, checked */
export function SingleSignOnLink(props: { next: string }) {
  return (
    // External: the server answers there, not a page of this app.
    <a
      href={`/auth/oidc/login?${new URLSearchParams({ next: props.next })}`}
      rel="external"
      class={`${buttonClass()} w-full hover:bg-sunken`}
    >
      {t('login.singleSignOn')}
    </a>
  );
}

/** Why single sign-on has led back here; nothing for a problem that there is not. */
export function SingleSignOnProblem(props: { problem: unknown }) {
  const problem = () => LoginProblem.safeParse(props.problem).data;
  return (
    <Show when={problem()}>
      {(known) => (
        <p role="alert" class="rounded-control bg-act-soft px-3 py-2 text-sm text-act">
          {t(`login.ssoProblems.${known()}`)}
        </p>
      )}
    </Show>
  );
}
