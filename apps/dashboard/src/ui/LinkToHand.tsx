import { Button, formatMoment } from '@sitecast/ui';
import { Show } from 'solid-js';
import { t } from '../i18n/people.ts';
import { CopySecret } from './CopySecret.tsx';
import { DialogActions, DialogBody } from './Dialog.tsx';

interface LinkToHandProps {
  url: string;
  /** Whom it is for. */
  email: string;
  /** Whether it went to that address by mail. */
  sent: boolean;
  expiresAt?: string;
  onDone: () => void;
}

/** The content of a dialog: a link by which somebody sets a password, shown this once. */
export function LinkToHand(props: LinkToHandProps) {
  return (
    <>
      <DialogBody>
        <CopySecret
          label={t('links.label')}
          secret={props.url}
          warning={
            props.sent ? t('links.sent', { email: props.email }) : t('links.toHand', { email: props.email })
          }
        />
        <Show when={props.expiresAt}>
          {(at) => <p class="text-sm text-quiet">{t('links.until', { date: formatMoment(at()) })}</p>}
        </Show>
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onDone}>{t('links.done')}</Button>
      </DialogActions>
    </>
  );
}
