import { Button } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import { CopySecret } from './CopySecret.tsx';
import { Dialog, DialogActions, DialogBody } from './Dialog.tsx';
import { DialogForm } from './DialogForm.tsx';

/** A token or a link that is shown only once, and the texts around it. */
export interface Secret {
  title: string;
  label: string;
  value: string;
  warning: string;
  /** A line below it, such as how long it works. */
  note?: string;
  /** The label of the button that closes the dialog. */
  done: string;
}

interface SecretDialogProps {
  title: string;
  lead?: string;
  form: { submit: (event: Event) => unknown; busy: () => boolean };
  /** The label of the button that submits. */
  verb: string;
  /** Replaces the form once it has produced one. */
  secret: Secret | undefined;
  onClose: () => void;
  /** The fields. */
  children?: JSX.Element;
}

/** A dialog with a form, then the secret that it produced, which only its button closes. */
export function SecretDialog(props: SecretDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.secret?.title ?? props.title}
      lead={props.secret ? undefined : props.lead}
      insistent={props.secret !== undefined}
    >
      <Show
        when={props.secret}
        fallback={
          <DialogForm form={props.form} verb={props.verb} onCancel={props.onClose}>
            {props.children}
          </DialogForm>
        }
      >
        {(secret) => (
          <>
            <DialogBody>
              <CopySecret label={secret().label} secret={secret().value} warning={secret().warning} />
              <Show when={secret().note}>{(note) => <p class="text-sm text-quiet">{note()}</p>}</Show>
            </DialogBody>
            <DialogActions>
              <Button onClick={props.onClose}>{secret().done}</Button>
            </DialogActions>
          </>
        )}
      </Show>
    </Dialog>
  );
}
