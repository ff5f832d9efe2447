import { Toast, toaster } from '@kobalte/core/toast';
import { cx, IconButton } from '@sitecast/ui';
import { Portal } from 'solid-js/web';
import { t } from '../i18n/i18n.ts';
import { CircleAlert, CircleCheck, Info, X } from './icons.ts';

const tones = {
  good: { Icon: CircleCheck, class: 'text-good' },
  ask: { Icon: Info, class: 'text-ask' },
  act: { Icon: CircleAlert, class: 'text-act' },
};

interface Notice {
  tone: keyof typeof tones;
  title: string;
  detail?: string;
}

/** Shows a toast. Success disappears by itself; everything else stays until it is closed. */
export function notify({ tone, title, detail }: Notice): void {
  const { Icon, class: iconClass } = tones[tone];
  toaster.show((toast) => (
    <Toast
      // A list item cannot have the role `status`.
      as="div"
      toastId={toast.toastId}
      persistent={tone !== 'good'}
      priority={tone === 'act' ? 'high' : 'low'}
      class="pointer-events-auto flex w-full animate-rise items-start gap-3 rounded-card border border-line bg-raised py-3 pr-2 pl-3.5 text-ink shadow-float"
    >
      <Icon class={cx('mt-0.5 size-4.5 shrink-0', iconClass)} aria-hidden="true" />
      <div class="min-w-0 flex-1">
        <Toast.Title class="font-medium wrap-anywhere">{title}</Toast.Title>
        {detail !== undefined && (
          <Toast.Description class="text-sm text-quiet wrap-anywhere">{detail}</Toast.Description>
        )}
      </div>
      <Toast.CloseButton
        as={IconButton}
        label={t('common.close')}
        aria-label={t('common.close')}
        class="-my-1"
      >
        <X class="size-4" aria-hidden="true" />
      </Toast.CloseButton>
    </Toast>
  ));
}

export function Toasts() {
  return (
    <Portal>
      <Toast.Region duration={5_000} limit={4} aria-label={t('shell.notifications')}>
        <Toast.List
          as="div"
          class="pointer-events-none fixed right-0 bottom-0 z-60 flex w-full max-w-sm flex-col gap-2 p-4 outline-none"
        />
      </Toast.Region>
    </Portal>
  );
}
