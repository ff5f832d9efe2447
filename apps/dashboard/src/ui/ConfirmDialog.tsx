import { Content, Description, Overlay, Portal, Root, Title } from '@kobalte/core/alert-dialog';
import { Button } from '@sitecast/ui';
import { createSignal, Show } from 'solid-js';
import { t } from '../i18n/i18n.ts';
import { Field } from './Field.tsx';
import { TriangleAlert } from './icons.ts';
import { createFocusReturn } from './return-focus.ts';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Asks, and names the thing. */
  title: string;
  /** What will happen. */
  lead: string;
  /** The button's verb. */
  verb: string;
  busy: boolean;
  onConfirm: () => void;
  /** What has to be typed before: for what cannot be undone. */
  typed?: { label: string; phrase: string };
}

/** Asks before something is destroyed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const focus = createFocusReturn();
  return (
    <Root open={props.open} onOpenChange={props.onOpenChange}>
      <Portal>
        <Overlay class="fixed inset-0 z-40 animate-appear bg-shade" />
        <div class="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto p-4 pt-[14vh]">
          <Content
            class="w-full max-w-md animate-rise rounded-card border border-line bg-raised shadow-float outline-none"
            onOpenAutoFocus={focus.remember}
            onCloseAutoFocus={focus.giveBack}
          >
            <Question {...props} />
          </Content>
        </div>
      </Portal>
    </Root>
  );
}

function Question(props: ConfirmDialogProps) {
  const [typed, setTyped] = createSignal('');
  const sure = () =>
    props.typed === undefined || typed().trim().toLowerCase() === props.typed.phrase.toLowerCase();
  const confirm = (event: Event) => {
    event.preventDefault();
    if (sure() && !props.busy) props.onConfirm();
  };
  return (
    <form onSubmit={confirm} novalidate>
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
      <footer class="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3.5">
        <Button onClick={() => props.onOpenChange(false)}>{t('common.cancel')}</Button>
        <Button type="submit" variant="danger" busy={props.busy} disabled={!sure()}>
          {props.verb}
        </Button>
      </footer>
    </form>
  );
}
