import { Button } from '@sitecast/ui';
import type { JSX } from 'solid-js';
import { t } from '../i18n/i18n.ts';
import { DialogActions, DialogBody } from './Dialog.tsx';

interface DialogFormProps {
  form: { submit: (event: Event) => unknown; busy: () => boolean };
  /** The label of the button that submits. */
  verb: string;
  disabled?: boolean;
  onCancel: () => void;
  children: JSX.Element;
}

/** The content of a dialog that is a form: the fields, Cancel and the button that submits. */
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
