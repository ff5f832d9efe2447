import type { JSX } from 'solid-js';
import { Dialog } from './Dialog.tsx';
import { DialogForm } from './DialogForm.tsx';

interface FormDialogProps {
  title: string;
  lead?: string;
  form: { submit: (event: Event) => unknown; busy: () => boolean };
  /** The label of the button that submits. */
  verb: string;
  disabled?: boolean;
  wide?: boolean;
  onClose: () => void;
  /** The fields. */
  children: JSX.Element;
}

/** A dialog that is one form; open it with `openDialog` of `useDialogs`. */
export function FormDialog(props: FormDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      lead={props.lead}
      wide={props.wide}
    >
      <DialogForm form={props.form} verb={props.verb} disabled={props.disabled} onCancel={props.onClose}>
        {props.children}
      </DialogForm>
    </Dialog>
  );
}
