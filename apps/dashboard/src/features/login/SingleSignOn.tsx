import { LoginProblem } from '@sitecast/api/people/session/schema';
import { buttonClass } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';

/** @param props.next the path to open afterwards, checked */
export function SingleSignOnLink(props: { next: string }) {
  return (
    // External, because the server answers there.
    <a
      href={`/auth/oidc/login?${new URLSearchParams({ next: props.next })}`}
      rel="external"
      class={`${buttonClass()} w-full hover:bg-sunken`}
    >
      {t('login.singleSignOn')}
    </a>
  );
}

/** Why single sign-on failed; nothing for an unknown problem. */
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
