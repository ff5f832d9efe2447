import { RequestLink } from '@sitecast/api/people/password-links/schema';
import { Button } from '@sitecast/ui';
import { createSignal, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { Door } from '../../session/Door.tsx';
import { publicApi } from '../../session/session.ts';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';

/** What the link is for. */
export type LinkWanted = 'login' | 'reset';

interface LinkByMailProps {
  wanted: LinkWanted;
  email: string;
  /** Where the login is to lead, also by the link. */
  next: string;
  onBack: () => void;
}

/** In place of the login: asks for a link by mail. It does not tell whether there is such an account. */
export function LinkByMail(props: LinkByMailProps) {
  const [sentTo, setSentTo] = createSignal<string>();
  const form = createForm({
    initial: { email: props.email },
    schema: RequestLink,
    toInput: (fields) => ({ ...fields, next: props.next }),
    async send(input) {
      await (props.wanted === 'login'
        ? publicApi.session.sendLoginLink.mutate(input)
        : publicApi.passwordLinks.request.mutate(input));
      return input.email;
    },
    onDone: setSentTo,
  });
  const back = () => (
    <Button variant="ghost" class="w-full" onClick={props.onBack}>
      {t('login.byMail.back')}
    </Button>
  );
  return (
    <Show
      when={sentTo()}
      fallback={
        <Door
          title={t(props.wanted === 'login' ? 'login.byMail.title' : 'login.byMail.forgotTitle')}
          lead={t(props.wanted === 'login' ? 'login.byMail.lead' : 'login.byMail.forgotLead')}
        >
          <form class="flex flex-col gap-4" onSubmit={form.submit} novalidate>
            <Field
              label={t('login.email')}
              name="email"
              value={form.fields.email}
              onChange={(value) => form.set('email', value)}
              error={form.error('email')}
              input={{ type: 'email', autocomplete: 'username', autofocus: true }}
            />
            <Button type="submit" variant="primary" busy={form.busy()} class="mt-1 w-full">
              {t('login.byMail.send')}
            </Button>
            {back()}
          </form>
        </Door>
      }
    >
      {(email) => (
        <Door title={t('login.byMail.sentTitle')} lead={t('login.byMail.sent', { email: email() })}>
          {back()}
        </Door>
      )}
    </Show>
  );
}
