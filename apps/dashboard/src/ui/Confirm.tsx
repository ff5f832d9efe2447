import { createSignal } from 'solid-js';
import { ConfirmDialog } from './ConfirmDialog.tsx';

export interface Question {
  /** Asks, and names what will change. */
  title: string;
  /** What will happen. */
  lead: string;
  /** The button's label. */
  verb: string;
  /** What has to be typed first, for what cannot be undone. */
  typed?: { label: string; phrase: string };
  /** Carries it out; resolves to whether it succeeded, as `useChange`'s `run` does. */
  run: () => Promise<boolean>;
}

/** Asks before something is changed for good; opened by `confirm` of `useDialogs`. */
export function Confirm(props: Question & { onClose: () => void }) {
  const [busy, setBusy] = createSignal(false);
  async function run() {
    setBusy(true);
    const succeeded = await props.run();
    setBusy(false);
    if (succeeded) props.onClose();
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      lead={props.lead}
      verb={props.verb}
      typed={props.typed}
      busy={busy()}
      onConfirm={() => void run()}
    />
  );
}
