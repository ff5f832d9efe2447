import { CloseButton, Content, Description, Overlay, Portal, Root, Title } from '@kobalte/core/dialog';
import { cx, IconButton } from '@sitecast/ui';
import { type JSX, Show } from 'solid-js';
import { t } from '../i18n/i18n.ts';
import { X } from './icons.ts';
import { createFocusReturn } from './return-focus.ts';

interface DialogFrameProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** `alertdialog` for a question. */
  role?: 'dialog' | 'alertdialog';
  /** Only its own buttons close it. */
  insistent?: boolean;
  wide?: boolean;
  children: JSX.Element;
}

/** The card of a dialog above the shaded page. Focus moves into it, and back when it closes. */
export function DialogFrame(props: DialogFrameProps) {
  const focus = createFocusReturn();
  const keep = (event: Event) => {
    if (props.insistent) event.preventDefault();
  };
  return (
    <Root open={props.open} onOpenChange={props.onOpenChange}>
      <Portal>
        <Overlay class="fixed inset-0 z-40 animate-appear bg-shade" />
        <div
          class={cx(
            'fixed inset-0 z-40 flex items-start justify-center overflow-y-auto p-4',
            props.role === 'alertdialog' ? 'pt-[14vh]' : 'pt-[8vh]',
          )}
        >
          <Content
            role={props.role ?? 'dialog'}
            class={cx(
              'w-full animate-rise rounded-card border border-line bg-raised shadow-float outline-none',
              props.wide ? 'max-w-2xl' : 'max-w-md',
            )}
            onEscapeKeyDown={keep}
            onInteractOutside={keep}
            onOpenAutoFocus={(event) => {
              focus.remember();
              focusFirstField(event);
            }}
            onCloseAutoFocus={focus.giveBack}
          >
            {props.children}
          </Content>
        </div>
      </Portal>
    </Root>
  );
}

interface DialogProps extends Omit<DialogFrameProps, 'role'> {
  title: string;
  lead?: string;
}

/** A dialog with a title, and a close button unless it is insistent. */
export function Dialog(props: DialogProps) {
  return (
    <DialogFrame {...props}>
      <header class="flex items-start justify-between gap-4 px-5 pt-4">
        <div class="flex flex-col gap-1 pt-0.5">
          <Title class="text-lg font-semibold">{props.title}</Title>
          <Show when={props.lead}>
            <Description class="text-sm text-quiet">{props.lead}</Description>
          </Show>
        </div>
        <Show when={!props.insistent}>
          <CloseButton
            as={IconButton}
            label={t('common.close')}
            aria-label={t('common.close')}
            class="-mr-1.5"
          >
            <X class="size-4" aria-hidden="true" />
          </CloseButton>
        </Show>
      </header>
      {props.children}
    </DialogFrame>
  );
}

/** Focuses the field with `autofocus` rather than the close button. */
function focusFirstField(event: Event): void {
  const field = (event.target as HTMLElement).querySelector<HTMLElement>('[autofocus]');
  if (!field) return;
  event.preventDefault();
  field.focus();
}

export function DialogBody(props: { children: JSX.Element }) {
  return <div class="flex flex-col gap-4 px-5 py-4 empty:pb-0">{props.children}</div>;
}

export function DialogActions(props: { children: JSX.Element }) {
  return (
    <footer class="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3.5">
      {props.children}
    </footer>
  );
}
