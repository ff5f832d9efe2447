import type { PortalSession } from '@sitecast/api/portal/view/schema';
import { type PortalClient, toClientProblem } from '@sitecast/client';
import { Button } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { recheckSession } from '../../api/query-client.ts';
import { t } from '../../i18n/access.ts';
import { Shell } from '../../shell/Shell.tsx';
import { fieldClass } from '../../ui/Choice.tsx';
import { LockKeyhole } from '../../ui/icons.ts';
import { Notice } from '../../ui/Notice.tsx';
import { problemText } from '../../ui/Problem.tsx';
import { usePageTitle } from '../../ui/title.ts';

/** Asks for the client's password, which may be required in addition to the link. */
export function PasswordPage(props: { api: PortalClient; session: PortalSession }) {
  const queries = useQueryClient();
  const [password, setPassword] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const hintId = createUniqueId();
  let field!: HTMLInputElement;
  usePageTitle(() => [t('portalAccess.password.title'), props.session.branding.name]);

  async function unlock(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (busy()) return;
    if (password() === '') return refuse(t('portalAccess.password.required'));
    setBusy(true);
    try {
      await props.api.enterPassword.mutate({ password: password() });
      await recheckSession(queries);
    } catch (error) {
      const { code } = toClientProblem(error);
      refuse(code === 'WRONG_PASSWORD' ? t('portalAccess.password.wrong') : problemText(error));
      // The link may have been revoked in the meantime.
      if (code === 'UNAUTHENTICATED') await recheckSession(queries);
    } finally {
      setBusy(false);
    }
  }

  function refuse(text: string): void {
    setProblem(text);
    field.focus();
    field.select();
  }

  return (
    <Shell session={props.session}>
      <Notice
        icon={LockKeyhole}
        title={t('portalAccess.password.title')}
        lead={t('portalAccess.password.lead')}
      >
        <form class="flex flex-col gap-4" onSubmit={unlock} novalidate>
          {/* For password managers: of whom it is. */}
          <input
            class="hidden"
            type="text"
            name="username"
            autocomplete="username"
            value={props.session.clientName}
            readonly
          />
          <label class="flex flex-col gap-1.5 text-sm font-medium">
            {t('portalAccess.password.label')}
            <input
              ref={field}
              type="password"
              name="password"
              autocomplete="current-password"
              autofocus
              class={`${fieldClass} font-normal`}
              value={password()}
              onInput={({ currentTarget }) => setPassword(currentTarget.value)}
              aria-invalid={problem() !== undefined}
              aria-describedby={problem() === undefined ? undefined : hintId}
            />
          </label>
          <Show when={problem()}>
            <p id={hintId} class="-mt-2 text-sm font-medium text-act" role="alert">
              {problem()}
            </p>
          </Show>
          <Button type="submit" variant="primary" busy={busy()} class="self-start">
            {t('portalAccess.password.submit')}
          </Button>
        </form>
      </Notice>
    </Shell>
  );
}
