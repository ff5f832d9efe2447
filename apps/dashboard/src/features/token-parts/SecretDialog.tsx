import { Button } from '@sitecast/ui';
import { type QueryKey, useQueryClient } from '@tanstack/solid-query';
import { createSignal, type JSX, Show } from 'solid-js';
import { t } from '../../i18n/tokens.ts';
import { CopySecret } from '../../ui/CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { notify } from '../../ui/Toasts.tsx';
import type { Minted } from './token.ts';

interface SecretDialogProps {
  open: boolean;
  title: string;
  lead: string;
  /** What is told once there is a new token. */
  said: (name: string) => string;
  /** What whoever has the token can do. */
  warning: (name: string) => string;
  /** The lists that hold it. */
  queryKey: QueryKey;
  onClose: () => void;
  form: (onMinted: (token: Minted) => void) => JSX.Element;
}

/** First a form, then the secret that it brought about: it stands here once, and nowhere else again. */
export function SecretDialog(props: SecretDialogProps) {
  const queries = useQueryClient();
  const [minted, setMinted] = createSignal<Minted>();
  const close = () => {
    setMinted(undefined);
    props.onClose();
  };
  const take = (token: Minted) => {
    setMinted(token);
    notify({ tone: 'good', title: props.said(token.name) });
    void queries.invalidateQueries({ queryKey: props.queryKey });
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && close()}
      title={minted() ? t('tokens.secretTitle') : props.title}
      lead={minted() ? undefined : props.lead}
      insistent={minted() !== undefined}
    >
      <Show when={props.open}>
        <Show when={minted()} fallback={props.form(take)}>
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
                <Button onClick={close}>{t('tokens.done')}</Button>
              </DialogActions>
            </>
          )}
        </Show>
      </Show>
    </Dialog>
  );
}
