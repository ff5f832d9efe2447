import { Card, CardHeader, PageHeader } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { keys } from '../../api/keys.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/account.ts';
import { notify } from '../../ui/Toasts.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { Sessions } from './Sessions.tsx';

/** The person's own password and sessions. */
export function AccountPage() {
  const { api, me } = useAccount();
  const queries = useQueryClient();
  const changed = () => {
    notify({ tone: 'good', title: t('account.changed'), detail: t('account.changedDetail') });
    void queries.invalidateQueries({ queryKey: keys.sessions });
  };
  return (
    <div class="flex flex-col gap-6">
      <PageHeader title={t('account.title')} lead={`${me.name} · ${me.email}`} />
      <div class="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Sessions />
        <Card>
          <CardHeader title={t('account.password')} />
          <div class="px-5 py-4">
            <PasswordForm api={api} email={me.email} onChanged={changed} />
          </div>
        </Card>
      </div>
    </div>
  );
}
