import type { PasswordReset } from '@sitecast/api/people/users/schema';
import { Button } from '@sitecast/ui';
import { createSignal, Show } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/people.ts';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { LinkToHand } from '../../ui/LinkToHand.tsx';
import type { UserDialogProps } from './user-dialog.ts';

/** Makes a link by which a user chooses a new password; it stands here once. */
export function ResetLinkDialog(props: UserDialogProps) {
  const { api } = useAccount();
  const [made, setMade] = createSignal<PasswordReset>();
  const make = createAction(async () => {
    setMade(await api.users.resetPassword.mutate({ userId: props.user.id }));
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={made() ? t('users.resetDone') : t('users.resetTitle', { name: props.user.name })}
      lead={made() ? undefined : t('users.resetLead')}
      insistent={made() !== undefined}
    >
      <Show
        when={made()}
        fallback={
          <div class="pt-4">
            <DialogActions>
              <Button onClick={props.onClose}>{t('common.cancel')}</Button>
              <Button variant="primary" busy={make.busy()} onClick={() => void make.run()}>
                {t('users.resetVerb')}
              </Button>
            </DialogActions>
          </div>
        }
      >
        {(link) => (
          <LinkToHand
            url={link().resetUrl}
            email={props.user.email}
            sent={link().emailSent}
            expiresAt={link().expiresAt}
            onDone={props.onClose}
          />
        )}
      </Show>
    </Dialog>
  );
}
