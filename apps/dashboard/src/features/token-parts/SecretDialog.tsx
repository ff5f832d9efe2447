import { Button } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import { CopySecret } from '../../ui/CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { DialogForm } from '../../ui/DialogForm.tsx';
import type { Minted } from './token.ts';

interface SecretDialogProps {
  title: string;
  lead: string;
  verb: string;
  form: { submit: (event: Event) => unknown; busy: () => boolean };
  /** The token, once the form has produced it. */
  minted: Minted | undefined;
  /** What the token allows its holder. */
  warning: (name: string) => string;
  onClose: () => void;
  /** The fields. */
  children: JSX.Element;
}

/** First a form, then the secret that it produced, which is shown only here. */
export function SecretDialog(props: SecretDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.minted ? t('tokens.secretTitle') : props.title}
      lead={props.minted ? undefined : props.lead}
      insistent={props.minted !== undefined}
    >
      <Show
        when={props.minted}
        fallback={
          <DialogForm form={props.form} verb={props.verb} onCancel={props.onClose}>
            {props.children}
          </DialogForm>
        }
      >
        {(token) => (
          <>
            <DialogBody>
              <CopySecret
                label={t('tokens.secretLabel')}
                secret={token().token}
                warning={props.warning(token().name)}
              />
            </DialogBody>
            <DialogActions>
              <Button onClick={props.onClose}>{t('tokens.done')}</Button>
            </DialogActions>
          </>
        )}
      </Show>
    </Dialog>
  );
}
