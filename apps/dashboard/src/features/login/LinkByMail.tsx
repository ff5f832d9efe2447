import { RequestLink } from '@sitecast/api/people/password-links/schema';
import { Button } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { NarrowPage } from '../../session/NarrowPage.tsx';
import { publicApi } from '../../session/session.ts';
import { Field } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { PlainForm } from '../../ui/PlainForm.tsx';

/** What the link is for. */
export type LinkPurpose = 'login' | 'reset';

interface LinkByMailProps {
  purpose: LinkPurpose;
  email: string;
  /** The page to open after the login, also by the link. */
  next: string;
  onBack: () => void;
}

/** Replaces the login form to ask for a link by mail. It does not reveal whether the account exists. */
export function LinkByMail(props: LinkByMailProps) {
  const form = createForm({
    initial: { email: props.email },
    schema: RequestLink,
    toInput: (fields) => ({ ...fields, next: props.next }),
    async send(input) {
      await (props.purpose === 'login'
        ? publicApi.session.sendLoginLink.mutate(input)
        : publicApi.passwordLinks.request.mutate(input));
      return input.email;
    },
  });
  const back = () => (
    <Button variant="ghost" class="w-full" onClick={props.onBack}>
      {t('login.byMail.back')}
    </Button>
  );
  return (
    <Show
      when={form.answer()}
      fallback={
        <NarrowPage
          title={t(props.purpose === 'login' ? 'login.byMail.title' : 'login.byMail.forgotTitle')}
          lead={t(props.purpose === 'login' ? 'login.byMail.lead' : 'login.byMail.forgotLead')}
        >
          <div class="flex flex-col gap-4">
            <PlainForm form={form} verb={t('login.byMail.send')} wide>
              <Field
                {...form.field('email')}
                label={t('login.email')}
                name="email"
                input={{ type: 'email', autocomplete: 'username', autofocus: true }}
              />
            </PlainForm>
            {back()}
          </div>
        </NarrowPage>
      }
    >
      {(email) => (
        <NarrowPage title={t('login.byMail.sentTitle')} lead={t('login.byMail.sent', { email: email() })}>
          {back()}
        </NarrowPage>
      )}
    </Show>
  );
}
