import { Description, Title } from '@kobalte/core/dialog';
import { Button } from '@sitecast/ui';
import { createSignal, Show } from 'solid-js';
import { t } from '../i18n/i18n.ts';
import { DialogActions, DialogFrame } from './Dialog.tsx';
import { Field } from './Field.tsx';
import { TriangleAlert } from './icons.ts';

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
  const [typed, setTyped] = createSignal('');
  const isSure = () =>
    props.typed === undefined || typed().trim().toLowerCase() === props.typed.phrase.toLowerCase();

  async function submit(event: Event) {
    event.preventDefault();
    if (!isSure() || busy()) return;
    setBusy(true);
    const succeeded = await props.run();
    setBusy(false);
    if (succeeded) props.onClose();
  }

  return (
    <DialogFrame role="alertdialog" open onOpenChange={(open) => !open && props.onClose()}>
      <form onSubmit={submit} novalidate>
        <div class="flex gap-3.5 px-5 py-5">
          <span class="flex size-9 shrink-0 items-center justify-center rounded-full bg-act-soft text-act">
            <TriangleAlert class="size-5" aria-hidden="true" />
          </span>
          <div class="flex min-w-0 flex-1 flex-col gap-1">
            <Title class="text-lg font-semibold wrap-anywhere">{props.title}</Title>
            <Description class="text-base text-quiet">{props.lead}</Description>
            <Show when={props.typed}>
              {(asked) => (
                <Field
                  class="pt-3 wrap-anywhere"
                  label={asked().label}
                  value={typed()}
                  onChange={setTyped}
                  input={{ spellcheck: false }}
                />
              )}
            </Show>
          </div>
        </div>
        <DialogActions>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="danger" busy={busy()} disabled={!isSure()}>
            {props.verb}
          </Button>
        </DialogActions>
      </form>
    </DialogFrame>
  );
}
