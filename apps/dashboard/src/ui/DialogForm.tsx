import { Button } from '@sitecast/ui';
import type { JSX } from 'solid-js';
import { t } from '../i18n/i18n.ts';
import { DialogActions, DialogBody } from './Dialog.tsx';

interface DialogFormProps {
  form: { submit: (event: Event) => unknown; busy: () => boolean };
  /** What sending it does, as its button says. */
  verb: string;
  disabled?: boolean;
  onCancel: () => void;
  children: JSX.Element;
}

/** The fields of a dialog that is a form, and below them the two ways out. */
export function DialogForm(props: DialogFormProps) {
  return (
    <form onSubmit={props.form.submit} novalidate>
      <DialogBody>{props.children}</DialogBody>
      <DialogActions>
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={props.form.busy()} disabled={props.disabled}>
          {props.verb}
        </Button>
      </DialogActions>
    </form>
  );
}
